"""One request to the provider and its answer, within a time and a size; anything else is `IdentityDown`."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

import httpx

from integrations.city_os.identity.refusals import IdentityDown, Trouble

_USUAL_HEADERS: Final = {"accept": "application/json", "cache-control": "no-store"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status 200, or 4xx that the provider explains in JSON."""

    status: int
    media_type: str
    body: bytes = field(repr=False)

    def document(self) -> Mapping[str, Any]:
        """The JSON object in it.

        Raises:
            IdentityDown: it is none (a maintenance page with status 200 is the usual case).
        """
        try:
            document = json.loads(self.body)
        except (ValueError, RecursionError) as wrong:
            raise IdentityDown(Trouble.NOT_JSON) from wrong
        if not isinstance(document, dict):
            raise IdentityDown(Trouble.NOT_JSON)
        return document


@dataclass(frozen=True, slots=True)
class Exchange:
    """`seconds` from the request to the last byte; `longest` bytes of answer."""

    http: httpx.AsyncClient
    seconds: float
    longest: int

    async def get(self, address: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Raises IdentityDown."""
        return await self._send(self.http.build_request("GET", address, headers={**_USUAL_HEADERS, **(headers or {})}))

    async def post(self, address: str, fields: Mapping[str, str], headers: Mapping[str, str]) -> Answer:
        """A form. Raises IdentityDown."""
        request = self.http.build_request("POST", address, data=fields, headers={**_USUAL_HEADERS, **headers})
        return await self._send(request)

    async def _send(self, request: httpx.Request) -> Answer:
        """Redirects are not followed: whoever may redirect could collect codes and secrets."""
        request.headers.pop("cookie", None)  # what the provider set in one person's sign-in is not another's
        try:
            async with asyncio.timeout(self.seconds):
                response = await self.http.send(request, stream=True, follow_redirects=False, auth=None)
                try:
                    body = await self._body(response)
                finally:
                    await response.aclose()
        except (TimeoutError, httpx.TimeoutException) as wrong:
            raise IdentityDown(Trouble.TOO_SLOW) from wrong
        except (httpx.HTTPError, httpx.InvalidURL) as wrong:
            raise IdentityDown(Trouble.UNREACHABLE) from wrong
        return _answer(response, body)

    async def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        async for piece in response.aiter_bytes():
            body += piece
            if len(body) > self.longest:
                raise IdentityDown(Trouble.TOO_LONG)
        return bytes(body)


def _answer(response: httpx.Response, body: bytes) -> Answer:
    status = response.status_code
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
        raise IdentityDown(Trouble.SERVER_ERROR)
    if status != HTTPStatus.OK and status < HTTPStatus.BAD_REQUEST:
        raise IdentityDown(Trouble.UNEXPECTED)
    return Answer(status, response.headers.get("content-type", "").partition(";")[0].strip().lower(), body)
