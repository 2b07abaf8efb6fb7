"""One look at a feed by conditional GET. What was seen is for the caller to keep, once it has stored the answer."""

import asyncio
from collections.abc import Generator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import httpx
import structlog

from bot.core.errors import Unavailable
from integrations.alerts.document import LARGEST

log = structlog.get_logger()

_LONGEST_VALIDATOR: Final = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """What the feed called its newest answer; sent back, so that the same is not sent twice."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """Where a source is asked. `auth` lets us in; `seconds`: how long one look may take in all."""

    address: str
    auth: httpx.Auth | None = field(default=None, repr=False)
    seconds: float = 10.0


class HeaderAuth(httpx.Auth):
    """A secret in a header: `HeaderAuth("Authorization", "Bearer …")`."""

    def __init__(self, name: str, value: str) -> None:
        self._name = name
        self._value = value

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers[self._name] = self._value
        yield request


async def pull(http: httpx.AsyncClient, feed: Feed, seen: Seen, dependency: str) -> tuple[bytes | None, Seen]:
    """The answer and what to remember it by; None: nothing new since `seen`.

    Raises:
        Unavailable: no answer, one that is no success, or one of more than `LARGEST` bytes. `dependency` names it.
    """
    try:
        async with (
            asyncio.timeout(feed.seconds),
            http.stream(
                "GET",
                feed.address,
                headers=_conditions(seen),
                auth=feed.auth,
                follow_redirects=False,
            ) as response,
        ):
            if response.status_code in (HTTPStatus.NOT_MODIFIED, HTTPStatus.NO_CONTENT):
                return None, seen
            if response.status_code != HTTPStatus.OK:
                raise _down(dependency, "status", response.status_code)
            return await _content(response, dependency), _seen(response.headers)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        raise _down(dependency, type(error).__name__) from error


def _conditions(seen: Seen) -> dict[str, str]:
    told = {"If-None-Match": seen.etag, "If-Modified-Since": seen.modified}
    return {name: value for name, value in told.items() if value}


async def _content(response: httpx.Response, dependency: str) -> bytes:
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > LARGEST:
            raise _down(dependency, "too_large", response.status_code)
    return bytes(content)


def _seen(headers: httpx.Headers) -> Seen:
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    return Seen(etag, modified) if max(len(etag), len(modified)) <= _LONGEST_VALIDATOR else Seen()


def _down(dependency: str, reason: str, status: int | None = None) -> Unavailable:
    log.debug("alert_feed.no_answer", dependency=dependency, reason=reason, status=status)
    return Unavailable(dependency)
