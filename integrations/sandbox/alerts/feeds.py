"""The feeds and telegrams as the JMA serves them: Atom, with ETag and Last-Modified, newest first."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Final
from xml.sax.saxutils import escape

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from integrations.sandbox.alerts.desk import Desk, Published
from integrations.sandbox.alerts.faults import FaultKind, Faults, Place

FEEDS: Final = {
    "regular": "高頻度（定時）",
    "extra": "高頻度（随時）",
    "eqvol": "高頻度（地震火山）",
    "other": "高頻度（その他）",
}
_SEVERAL_DAYS: Final = "_l"
"""The JMA keeps a second feed of each kind, of several days."""
_DATA: Final = "/developer/xml/data"
_HTML: Final = "<!doctype html><title>メンテナンス中</title><p>ただいまメンテナンス中です。"
_LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)

Answer = Callable[[], Response]


def feed_path(feed: str) -> str:
    """`/developer/xml/feed/eqvol.xml`, as at the JMA."""
    return f"/developer/xml/feed/{feed}.xml"


class Feeds:
    def __init__(self, desk: Desk, faults: Faults) -> None:
        self._desk = desk
        self._faults = faults

    def routes(self) -> APIRouter:
        router = APIRouter()
        router.add_api_route(feed_path("{feed}"), self.feed, methods=["GET"], response_model=None)
        router.add_api_route(_DATA + "/{name}", self.telegram, methods=["GET"], response_model=None)
        return router

    async def feed(self, feed: str, request: Request) -> Response:
        kind = feed.removesuffix(_SEVERAL_DAYS)
        if kind not in FEEDS:
            raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such feed")
        places = (Place.FEEDS,) if feed == kind else (Place.FEEDS, Place.LONG_FEEDS)
        return await self._struck(lambda: self._feed(feed, request), *places)

    async def telegram(self, name: str) -> Response:
        found = next((each for each in self._desk.published if each.name == name), None)
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND, "there is no such telegram")
        return await self._struck(lambda: Response(found.raw, media_type="application/xml"), Place.TELEGRAMS)

    async def _struck(self, answer: Answer, *places: Place) -> Response:
        fault = self._faults.strike(*places)
        match fault.kind if fault else None:
            case FaultKind.DOWN:
                return PlainTextResponse("down", HTTPStatus.SERVICE_UNAVAILABLE)
            case FaultKind.HTML:
                return HTMLResponse(_HTML)
            case FaultKind.SLOW:
                assert fault is not None
                await asyncio.sleep(fault.seconds)
                return answer()
            case None:
                return answer()

    def _feed(self, feed: str, request: Request) -> Response:
        self._desk.keep_daily()
        held, changed = self._held(feed)
        base = str(request.url.replace(query="")).removesuffix(feed_path(feed))
        content = _atom(feed, base, changed, held).encode()
        state = {
            "ETag": f'"{sha256(content).hexdigest()[:32]}"',
            "Last-Modified": format_datetime(changed.astimezone(UTC).replace(microsecond=0), usegmt=True),
        }
        if _is_unchanged(request, state):
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=state)
        return Response(content, headers=state, media_type="application/xml")

    def _held(self, feed: str) -> tuple[Sequence[Published], datetime]:
        """And when the feed changed last."""
        if feed.endswith(_SEVERAL_DAYS):
            return self._desk.listed_of_days(feed.removesuffix(_SEVERAL_DAYS))
        held = self._desk.listed(feed)
        return held, held[0].at if held else _LONG_AGO


def _is_unchanged(request: Request, state: dict[str, str]) -> bool:
    """RFC 9110, 13.2.2: If-Modified-Since counts only without If-None-Match."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return state["ETag"] in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
    since = request.headers.get("if-modified-since")
    try:
        return since is not None and parsedate_to_datetime(state["Last-Modified"]) <= parsedate_to_datetime(since)
    except ValueError:
        return False


def _atom(feed: str, base: str, changed: datetime, held: Sequence[Published]) -> str:
    address = base + feed_path(feed)
    entries = "".join(_entry(base, each) for each in held)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" lang="ja">\n'
        f"<title>{FEEDS[feed.removesuffix(_SEVERAL_DAYS)]}</title>\n<subtitle>JMAXML publishing feed</subtitle>\n"
        f"<updated>{_moment(changed)}</updated>\n<id>{escape(address)}</id>\n"
        f'<link rel="self" href="{escape(address)}"/>\n{entries}</feed>\n'
    )


def _entry(base: str, published: Published) -> str:
    address = escape(f"{base}{_DATA}/{published.name}")
    return (
        f"<entry>\n<title>{escape(published.sample.name)}</title>\n<id>{address}</id>\n"
        f"<updated>{_moment(published.at)}</updated>\n<author><name>気象庁</name></author>\n"
        f'<link type="application/xml" href="{address}"/>\n'
        f'<content type="text">{escape(published.sample.name)}</content>\n</entry>\n'
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
