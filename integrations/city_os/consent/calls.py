"""One call to the city OS's consent interface: let in by a token, within a time, and what its answer means."""

import asyncio
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, Protocol

import httpx
import structlog

from bot.core.errors import Refused, TryLater, Unavailable

log = structlog.get_logger()

DEPENDENCY: Final = "city_os_consent"
_NEVER: Final = (400, 404, 405, 409, 410, 413, 415, 422, 501)
"""Answers that will be the same however often it is asked."""
_LONGEST_PAUSE: Final = 3_600.0


class Tokens(Protocol):
    """Access tokens of Anpi itself, by client credentials."""

    async def token(self, scopes: Collection[str]) -> str:
        """Raises `Unavailable` where none can be had."""
        ...

    def forget(self, scopes: Collection[str]) -> None:
        """The city OS did not take it: the next one is new."""
        ...


@dataclass(frozen=True, slots=True)
class Budgets:
    """How long one call may take in all, in seconds, and how large an answer may be."""

    seconds: float = 5.0
    answer_bytes: int = 4_000_000


@dataclass(frozen=True, slots=True)
class Call:
    """`path` is quoted already; `key` makes it safe to repeat."""

    method: str
    path: str
    scope: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    key: str | None = None


TokenHeader = Callable[[str], Mapping[str, str]]
"""In which header a token travels: some proxies take `X-Auth-Token`."""


def bearer(token: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}"}


class Caller:
    def __init__(
        self, http: httpx.AsyncClient, base: str, tokens: Tokens, budgets: Budgets, token_header: TokenHeader
    ) -> None:
        self._http = http
        self._base = base.rstrip("/")
        self._tokens = tokens
        self._budgets = budgets
        self._token_header = token_header

    async def call(self, call: Call) -> Any:
        """The answer's JSON.

        Raises:
            Unavailable: nothing was heard, or nothing that makes sense; a change may have been stored all the same.
            TryLater: too many calls (429); nothing was stored.
            Refused: it will never be taken as it is.
        """
        status, headers, content = await self._let_in(call)
        if status in (HTTPStatus.OK, HTTPStatus.CREATED):
            return _json(headers, content)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            raise TryLater("city_os_consent_429", ambiguous=False, pause=_pause(headers))
        if status in _NEVER:
            raise Refused(status)
        raise _down("status", status)

    async def _let_in(self, call: Call) -> tuple[int, httpx.Headers, bytes]:
        """A token that is not taken is replaced once."""
        answer = await self._ask(call)
        if answer[0] == HTTPStatus.UNAUTHORIZED:
            self._tokens.forget((call.scope,))
            answer = await self._ask(call)
        return answer

    async def _ask(self, call: Call) -> tuple[int, httpx.Headers, bytes]:
        token = await self._tokens.token((call.scope,))
        headers = {"Accept": "application/json", **self._token_header(token)}
        if call.key is not None:
            headers["Idempotency-Key"] = call.key
        try:
            async with (
                asyncio.timeout(self._budgets.seconds),
                self._http.stream(
                    call.method,
                    self._base + call.path,
                    params=dict(call.params),
                    json=call.body,
                    headers=headers,
                    follow_redirects=False,
                ) as response,
            ):
                return response.status_code, response.headers, await self._content(response)
        except (httpx.HTTPError, TimeoutError) as error:
            raise _down(type(error).__name__) from error

    async def _content(self, response: httpx.Response) -> bytes:
        content = b""
        async for chunk in response.aiter_bytes():
            content += chunk
            if len(content) > self._budgets.answer_bytes:
                raise _down("too_large", response.status_code)
        return content


def _json(headers: httpx.Headers, content: bytes) -> Any:
    """A page of HTML with 200 is somebody's login or maintenance page, and no answer."""
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise _down("media_type")
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _down("json") from error


def _pause(headers: httpx.Headers) -> float | None:
    """Seconds of `Retry-After`; a date is not understood, and the usual pause is made."""
    told = headers.get("retry-after", "").strip()
    return min(float(told), _LONGEST_PAUSE) if told.isascii() and told.isdecimal() else None


def _down(reason: str, status: int | None = None) -> Unavailable:
    log.debug("city_os_consent.no_answer", reason=reason, status=status)
    return Unavailable(DEPENDENCY)
