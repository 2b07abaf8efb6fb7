"""The interface of docs/city-os-consent-api.md."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from pydantic import BaseModel, ValidationError
from starlette.routing import Route

from integrations.sandbox.city_os_consent.access import Access
from integrations.sandbox.city_os_consent.asked import ChosenCadence, Confirmation, NewConsent, Withdrawal
from integrations.sandbox.city_os_consent.book import ConflictError, ConsentBook
from integrations.sandbox.city_os_consent.faults import Fault, FaultKind, Faults

_READ, _WRITE = "consents.read", "consents.write"
_LONGEST_BODY: Final = 100_000
_MOST_CHANGES: Final = 500
_HTML = "<!doctype html><title>メンテナンス中</title><p>ただいまメンテナンス中です。"

B = TypeVar("B", bound=BaseModel)
Endpoint = Callable[[Request], Awaitable[Response]]


class Problem(Exception):  # noqa: N818 - RFC 9457 calls it so
    """`application/problem+json`."""

    def __init__(self, status: int, title: str) -> None:
        super().__init__(title)
        self.status = status
        self.title = title

    def response(self, headers: dict[str, str] | None = None) -> Response:
        body = {"type": "about:blank", "status": self.status, "title": self.title}
        return JSONResponse(body, self.status, headers, media_type="application/problem+json")


class Interface:
    def __init__(self, book: ConsentBook, access: Access, faults: Faults) -> None:
        self._book = book
        self._access = access
        self._faults = faults

    def routes(self) -> APIRouter:
        """`/consents/changes` before `/consents/{id}`: the word is no id."""
        table: tuple[tuple[str, str, str, Endpoint], ...] = (
            ("GET", "/consents", _READ, self._list),
            ("GET", "/consents/changes", _READ, self._changes),
            ("GET", "/consents/{id}", _READ, self._one),
            ("POST", "/consents", _WRITE, self._state),
            ("POST", "/consents/{id}/withdrawal", _WRITE, self._withdraw),
            ("POST", "/consents/{id}/confirmation", _WRITE, self._confirm),
            ("POST", "/consents/{id}/cadence", _WRITE, self._choose),
        )
        return APIRouter(
            routes=[Route(path, self._door(scope, act), methods=[method]) for method, path, scope, act in table]
        )

    def _door(self, scope: str, act: Endpoint) -> Endpoint:
        async def pass_door(request: Request) -> Response:
            fault = self._faults.strike(request.url.path, is_write=scope == _WRITE)
            try:
                self._let_in(request, scope, fault)
                return await self._struck(fault, act, request)
            except Problem as problem:
                return problem.response()

        return pass_door

    def _let_in(self, request: Request, scope: str, fault: Fault | None) -> None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        refused = fault is not None and fault.kind is FaultKind.UNAUTHORIZED
        if refused or kind.lower() != "bearer" or not self._access.allows(token.strip(), scope):
            raise Problem(HTTPStatus.UNAUTHORIZED, "no token that allows this")

    async def _struck(self, fault: Fault | None, act: Endpoint, request: Request) -> Response:
        match fault.kind if fault else None:
            case FaultKind.DOWN:
                return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "down for a while").response()
            case FaultKind.TOO_MANY:
                seconds = str(round(fault.seconds)) if fault else "0"
                return Problem(HTTPStatus.TOO_MANY_REQUESTS, "too many calls").response({"Retry-After": seconds})
            case FaultKind.HTML:
                return HTMLResponse(_HTML)
            case FaultKind.NOT_JSON:
                return PlainTextResponse('{"consents": [', media_type="application/json")
            case FaultKind.STALE_CURSOR:
                return Problem(HTTPStatus.GONE, "this cursor is not known any more").response()
            case FaultKind.SLOW:
                await asyncio.sleep(fault.seconds if fault else 0)
            case FaultKind.LOST_ANSWER | FaultKind.UNAUTHORIZED | None:
                pass
        answer = await act(request)
        if fault is not None and fault.kind is FaultKind.LOST_ANSWER:
            return Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "something went wrong").response()
        return answer

    async def _list(self, request: Request) -> Response:
        subject = request.query_params.get("subject")
        if not subject:
            raise Problem(HTTPStatus.BAD_REQUEST, "subject is missing")
        return JSONResponse({"consents": [each.body() for each in self._book.of(subject)]})

    async def _one(self, request: Request) -> Response:
        held = self._book.consents.get(request.path_params["id"])
        if held is None:
            raise Problem(HTTPStatus.NOT_FOUND, "no such consent")
        return JSONResponse(held.body())

    async def _changes(self, request: Request) -> Response:
        after, asked = request.query_params.get("after", ""), request.query_params.get("limit", "100")
        if not asked.isdecimal() or not 1 <= int(asked) <= _MOST_CHANGES:
            raise Problem(HTTPStatus.BAD_REQUEST, f"limit must be 1 to {_MOST_CHANGES}")
        if after and not (after.isdecimal() and int(after) <= len(self._book.log)):
            raise Problem(HTTPStatus.GONE, "this cursor is not known any more")
        start = int(after or "0")
        page = self._book.log[start : start + int(asked)]
        end = start + len(page)
        changes = [each.body() for each in page]
        return JSONResponse({"changes": changes, "cursor": str(end), "more": end < len(self._book.log)})

    async def _state(self, request: Request) -> Response:
        asked = await _read(request, NewConsent)
        try:
            held, is_new = self._book.state(asked.held(self._book.now()), _key(request), asked.model_dump())
        except ConflictError as error:
            raise Problem(HTTPStatus.CONFLICT, "this Idempotency-Key was used for something else") from error
        return JSONResponse(held.body(), HTTPStatus.CREATED if is_new else HTTPStatus.OK)

    async def _withdraw(self, request: Request) -> Response:
        asked = await _read(request, Withdrawal)
        with _problems():
            held = self._book.withdraw(request.path_params["id"], asked.withdrawn_at, _key(request))
        return JSONResponse(held.body())

    async def _confirm(self, request: Request) -> Response:
        asked = await _read(request, Confirmation)
        with _problems():
            held = self._book.confirm(request.path_params["id"], asked.confirmed_at, _key(request))
        return JSONResponse(held.body())

    async def _choose(self, request: Request) -> Response:
        asked = await _read(request, ChosenCadence)
        with _problems():
            held = self._book.choose(request.path_params["id"], asked.cadence, asked.chosen_at, _key(request))
        return JSONResponse(held.body())


@contextmanager
def _problems() -> Iterator[None]:
    """What the book says no to, in HTTP's words."""
    try:
        yield
    except KeyError as error:
        raise Problem(HTTPStatus.NOT_FOUND, "no such consent") from error
    except ConflictError as error:
        raise Problem(HTTPStatus.CONFLICT, "this Idempotency-Key was used for something else") from error


async def _read(request: Request, kind: type[B]) -> B:
    raw = await request.body()
    if len(raw) > _LONGEST_BODY:
        raise Problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the body is too long")
    try:
        return kind.model_validate_json(raw)
    except ValidationError as error:
        fields = sorted({".".join(map(str, each["loc"])) for each in error.errors(include_input=False)})
        raise Problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"these fields do not hold: {', '.join(fields)}") from error


def _key(request: Request) -> str:
    key = request.headers.get("idempotency-key", "")
    if not key or len(key) > 255:
        raise Problem(HTTPStatus.BAD_REQUEST, "Idempotency-Key is missing")
    return key
