"""The outside of a feed: who is let in, what has changed since, and what goes wrong on demand."""

import asyncio
import hmac
from hashlib import sha256
from http import HTTPStatus

from fastapi import Request, Response

from integrations.sandbox.feed.faults import FaultKind, Faults

_MAINTENANCE = b"<!doctype html><title>maintenance</title><p>down for maintenance"
_ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
_HUGE = 5_000_000


class Door:
    """`authorization`: the header that opens it."""

    def __init__(self, authorization: str, media_type: str, faults: Faults) -> None:
        self._authorization = authorization.encode()
        self._media_type = media_type
        self._faults = faults

    async def answer(self, request: Request, content: bytes) -> Response:
        """200 with an ETag, 204 where there is nothing, 304 where the caller knows it, 401, or a planned fault."""
        fault = self._faults.strike()
        kind = fault.kind if fault else None
        if kind is FaultKind.SLOW and fault is not None:
            await asyncio.sleep(fault.seconds)
        given = request.headers.get("authorization", "").encode()
        if kind is FaultKind.UNAUTHORIZED or not hmac.compare_digest(given, self._authorization):
            return Response(status_code=HTTPStatus.UNAUTHORIZED)
        if kind is FaultKind.DOWN:
            return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE)
        return self._conditional(request, self._spoilt(content, kind))

    def _conditional(self, request: Request, content: bytes) -> Response:
        if not content:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        etag = f'"{sha256(content).hexdigest()}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"etag": etag})
        return Response(content, media_type=self._media_type, headers={"etag": etag})

    @staticmethod
    def _spoilt(content: bytes, kind: FaultKind | None) -> bytes:
        match kind:
            case FaultKind.HTML:
                return _MAINTENANCE
            case FaultKind.GARBLED:
                return content[: len(content) // 2]
            case FaultKind.HUGE:
                return content + b" " * _HUGE
            case FaultKind.ENTITY:
                return _ENTITY
            case _:
                return content
