"""`/paper/{token}`: the page that a leader prints. Looking at the address opens nothing; the button on it does, once.

A preview of LINE, or whoever else only looks, burns no page. Nothing in the address says whose or what it is.
"""

import re
from collections.abc import Callable
from importlib.resources import files
from typing import Final, Protocol

import structlog
from fastapi import APIRouter, Request, Response

from bot.core.errors import Unavailable
from bot.core.people import City
from bot.core.replies import Phrasebook
from bot.rules.area_paper import Paper
from handlers.web_pages.page import asked_for
from handlers.web_pages.sheet import Sheets

log = structlog.get_logger()

PATH: Final = "/paper"

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Papers(Protocol):
    async def open(self, token: str) -> Paper | None:
        """None: opened before, too old, never made. What it shows stands in the ledger when it returns.

        Raises:
            Unavailable: it can still be opened later.
        """
        ...


def create_paper_router(papers: Papers, *, phrasebook: Phrasebook, city: City) -> APIRouter:
    """`GET` asks, `POST` opens; beside them the sheet's looks and its print button."""
    sheets = Sheets(phrasebook, city)
    router = APIRouter(prefix=PATH, include_in_schema=False)
    _add_files(router)

    @router.get("/{token}")
    async def before(token: str, request: Request) -> Response:
        language = asked_for(request.headers.get("accept-language", ""))
        return _page(sheets.before(language)) if _TOKEN.fullmatch(token) else _page(sheets.gone(language), 404)

    @router.post("/{token}")
    async def opened(token: str, request: Request) -> Response:
        language = asked_for(request.headers.get("accept-language", ""))
        try:
            paper = await papers.open(token) if _TOKEN.fullmatch(token) else None
        except Unavailable as down:
            log.warning("paper.unavailable", dependency=down.dependency)
            return _page(sheets.down(language), 503)
        if paper is None:
            return _page(sheets.gone(language), 410)
        log.info("paper.opened", district=paper.district.id, incident=paper.incident.id, people=len(paper.disclosures))
        return _page(sheets.sheet(paper, language))

    return router


def _page(html: str, status: int = 200) -> Response:
    return Response(html, status, media_type="text/html", headers=_HEADERS)


def _add_files(router: APIRouter) -> None:
    for name, media_type in (("sheet.css", "text/css"), ("print.js", "text/javascript")):
        router.add_api_route(f"/{name}", _file(name, media_type), methods=["GET"])


def _file(name: str, media_type: str) -> Callable[[], Response]:
    def served() -> Response:
        content = files("handlers.web_pages").joinpath(f"static/{name}").read_text("utf-8")
        return Response(content, media_type=media_type, headers={"Cache-Control": "no-cache"})

    return served
