"""How the provider's endpoints answer: never stored, errors by their OAuth names, and with the faults of a place."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, JSONResponse

from integrations.sandbox.city_os_identity.faults import FaultKind, Place
from integrations.sandbox.city_os_identity.provider import provider_of

Endpoint = Callable[[Request], Awaitable[Response]]

_NEVER_STORED: Final = {"cache-control": "no-store", "pragma": "no-cache"}
_LONGEST_FORM: Final = 64 * 1024
_MAINTENANCE: Final = (
    "<!DOCTYPE html><html lang=ja><title>メンテナンス中</title><p>ただいまメンテナンス中です。</p></html>"
)


def document(content: Mapping[str, Any], status: int = HTTPStatus.OK) -> JSONResponse:
    return JSONResponse(dict(content), status, headers=_NEVER_STORED)


def error(name: str, description: str = "", status: int = HTTPStatus.BAD_REQUEST) -> JSONResponse:
    """RFC 6749 5.2."""
    return document({"error": name, "error_description": description}, status)


async def form_of(request: Request) -> dict[str, str]:
    """The form's fields, the first of each name; an oversized or unreadable body is an empty form."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            return {}
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return dict(reversed(pairs))


def at(place: Place, endpoint: Endpoint) -> Endpoint:
    """The endpoint, with what goes wrong there."""

    async def answer(request: Request) -> Response:
        faults = provider_of(request).faults
        if slow := faults.strikes(FaultKind.SLOW, place):
            await asyncio.sleep(slow.seconds)
        if faults.strikes(FaultKind.HTML, place):
            return HTMLResponse(_MAINTENANCE)
        if faults.strikes(FaultKind.SERVER_ERROR, place):
            return HTMLResponse(_MAINTENANCE, HTTPStatus.SERVICE_UNAVAILABLE)
        return await endpoint(request)

    return answer
