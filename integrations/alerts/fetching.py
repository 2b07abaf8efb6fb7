"""One request to whoever publishes: within a time and a size, without following anybody elsewhere."""

import asyncio
from dataclasses import dataclass, field
from typing import Final

import httpx
import structlog

from bot.core.errors import Unavailable

log = structlog.get_logger()

_LONGEST_VALIDATOR: Final = 200
_HTML: Final = ("text/html", "application/xhtml+xml")
_HTML_STARTS: Final = (b"<!doctype html", b"<html")


@dataclass(frozen=True, slots=True)
class Seen:
    """What the feed called its newest answer; sent back, so that the same is not sent twice."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`content` is None where it was larger than asked for."""

    status: int
    seen: Seen
    content: bytes | None = field(repr=False)
    is_html: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Who is asked: `dependency` as it is told of when it is down, and what lets us in, if it takes that."""

    dependency: str
    auth: httpx.Auth | None = field(default=None, repr=False)

    def down(self, reason: str, status: int | None = None) -> Unavailable:
        log.debug("feed.no_answer", dependency=self.dependency, reason=reason, status=status)
        return Unavailable(self.dependency)


async def fetch(
    http: httpx.AsyncClient, source: Source, address: str, seen: Seen, *, seconds: float, most: int
) -> Answer:
    """Raises `Unavailable` (the source) where nothing was heard in time."""
    try:
        async with (
            asyncio.timeout(seconds),
            http.stream(
                "GET", address, headers=_conditions(seen), auth=source.auth, follow_redirects=False
            ) as response,
        ):
            content = await _content(response, most)
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        raise source.down(type(error).__name__) from error
    state = Seen(_validator(response.headers.get("etag")), _validator(response.headers.get("last-modified")))
    return Answer(response.status_code, state, content, is_html=_is_html(response.headers, content or b""))


def _conditions(seen: Seen) -> dict[str, str]:
    """RFC 9110, 13.1. What was kept once and cannot be sent is left out."""
    told = {"If-None-Match": _validator(seen.etag), "If-Modified-Since": _validator(seen.modified)}
    return {name: value for name, value in told.items() if value}


async def _content(response: httpx.Response, most: int) -> bytes | None:
    content = bytearray()
    async for chunk in response.aiter_bytes():
        content += chunk
        if len(content) > most:
            return None
    return bytes(content)


def _validator(told: str | None) -> str:
    """Kept by the caller and sent back: short and printable, or not at all."""
    return told if told and len(told) <= _LONGEST_VALIDATOR and told.isascii() and told.isprintable() else ""


def _is_html(headers: httpx.Headers, content: bytes) -> bool:
    """A page with status 200 is somebody's maintenance, and no answer."""
    media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type in _HTML or content[:200].lstrip().lower().startswith(_HTML_STARTS)
