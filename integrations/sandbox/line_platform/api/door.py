"""The door of the API: counts, authorises, limits, reads the body, lets faults strike, and names the request."""

import hmac
import inspect
import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from integrations.sandbox.line_platform.api.call import NOT_FOUND, Answer, Call, Refused
from integrations.sandbox.line_platform.api.reset import reset_connection
from integrations.sandbox.line_platform.api.routes import Body, Route
from integrations.sandbox.line_platform.faults import Fault, FaultKind
from integrations.sandbox.line_platform.platform import Platform
from integrations.sandbox.line_platform.validator.limits import REQUEST_BYTES

_RATE_EXCEEDED = "The API rate limit has been exceeded. Try again later."
_BROKEN = Answer(b'{"sentMessages":[{"id":', 200)
_ERROR = Answer({"message": "Internal server error"}, 500)
_BEFORE = (FaultKind.ERROR_BEFORE, FaultKind.RESET_BEFORE, FaultKind.TOO_MANY)


def endpoint(platform: Platform, route: Route) -> Callable[[Request], Awaitable[Response]]:
    """The route as Starlette calls it."""

    async def pass_door(request: Request) -> Response:
        request_id = platform.world.ids.request_id()
        platform.world.journal.calls[route.name] += 1
        fault = platform.faults.strike(route.name)
        answer = await _struck(platform, route, request, request_id, fault)
        platform.world.journal.answers[route.name, answer.status] += 1
        return _response(answer, request_id)

    return pass_door


def nowhere(platform: Platform) -> Callable[[Request], Awaitable[Response]]:
    """The answer for paths the stand-in does not know; counted, so that a test can notice."""

    async def not_found(request: Request) -> Response:
        platform.world.journal.calls[f"unknown {request.method}"] += 1
        return _response(Refused(404, NOT_FOUND).answer(), platform.world.ids.request_id())

    return not_found


async def _struck(platform: Platform, route: Route, request: Request, request_id: str, fault: Fault | None) -> Answer:
    kind = fault.kind if fault else None
    if fault is not None:
        await platform.world.clock.sleep_until(platform.world.now_ms() + round(fault.seconds * 1000))
    if kind not in _BEFORE:
        answer = await _answer(platform, route, request, request_id)
    if kind in (FaultKind.RESET_BEFORE, FaultKind.RESET_AFTER):
        await reset_connection(request)
    if kind is FaultKind.TOO_MANY:
        return Refused(429, _RATE_EXCEEDED).answer()
    if kind is FaultKind.MALFORMED:
        return _BROKEN
    return answer if kind in (None, FaultKind.LATENCY) else _ERROR


async def _answer(platform: Platform, route: Route, request: Request, request_id: str) -> Answer:
    try:
        _authorise(platform, request)
        _keep_to_rate(platform, route)
        raw = await _read(request)
        call = Call(
            platform,
            route.name,
            request_id,
            request.path_params,
            request.query_params,
            request.headers,
            _parsed(route, request, raw),
            raw,
        )
        answer = route.handler(call)
        return await answer if inspect.isawaitable(answer) else answer
    except Refused as refusal:
        return refusal.answer()


def _authorise(platform: Platform, request: Request) -> None:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    known = hmac.compare_digest(token.strip().encode(), platform.world.channel.access_token.encode())
    if scheme.lower() != "bearer" or not token:
        raise Refused(401, "Authentication failed due to the following reason: missing token in Authorization header")
    if not known:
        raise Refused(401, "Authentication failed due to the following reason: invalid token")


def _keep_to_rate(platform: Platform, route: Route) -> None:
    if not platform.rates.allows(route.name, route.rate):
        raise Refused(429, _RATE_EXCEEDED)


async def _read(request: Request) -> bytes:
    """The body, read no further than the 2 MB that LINE allows."""
    chunks, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > REQUEST_BYTES:
            raise Refused(413, "Request exceeds the max size of 2MB.")
        chunks.append(chunk)
    return b"".join(chunks)


def _parsed(route: Route, request: Request, raw: bytes) -> Any:
    if route.body is not Body.JSON:
        return None
    media_type = request.headers.get("content-type", "")
    if media_type.partition(";")[0].strip().lower() != "application/json":
        raise Refused(415, f"The content type, {media_type}, is not supported")
    try:
        parsed = json.loads(raw)
        if b"\\ud" in raw.lower():
            json.dumps(parsed, ensure_ascii=False).encode()  # half a surrogate pair is no text
    except (ValueError, RecursionError) as broken:
        reason = type(broken).__name__
        raise Refused(400, f"The request body could not be parsed as JSON ({reason})") from broken
    return parsed


def _response(answer: Answer, request_id: str) -> Response:
    content = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body, ensure_ascii=False)
    headers = {"x-line-request-id": request_id, **answer.headers}
    return Response(content, answer.status, headers, answer.media_type)
