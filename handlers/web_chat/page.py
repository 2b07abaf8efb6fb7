"""`GET /chat`: the page as HTML in the language that the browser asks for, readable before any script has run."""

import json
from html import escape
from importlib.resources import files
from string import Template

from fastapi import APIRouter, Request, Response

from bot.core.language import Language
from bot.core.people import City
from bot.core.replies import Phrasebook
from bot.core.taps import ChooseLanguage, encode
from handlers.web_chat.labels import labels
from handlers.web_chat.origin import Origins


def create_page_router(phrasebook: Phrasebook, city: City, origins: Origins) -> APIRouter:
    """Needs no database: the page opens, and says what it is waiting for, when everything else is down."""
    router = APIRouter()
    words = {language: labels(phrasebook, city, language) for language in Language}
    pages = {language: _page(words, city, language) for language in Language}
    headers = {"Content-Security-Policy": _policy(origins), **_HEADERS}

    @router.get("/chat", include_in_schema=False)
    async def page(request: Request) -> Response:
        language = _asked_for(request.headers.get("accept-language", ""))
        vary = {"Vary": "Accept-Language", "Content-Language": html_language(language)}
        return Response(pages[language], media_type="text/html", headers=headers | vary)

    return router


_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def html_language(language: Language) -> str:
    """The tag for `lang` (BCP 47): plain Japanese is Japanese to a screen reader."""
    return "en" if language is Language.ENGLISH else "ja"


def _policy(origins: Origins) -> str:
    """Our own files and socket, nothing inline, nobody else's (CSP level 3)."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            f"connect-src 'self' {' '.join(origins.sockets)}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _page(words: dict[Language, dict[str, str]], city: City, language: Language) -> str:
    template = Template(files("handlers.web_chat").joinpath("static/page.html").read_text("utf-8"))
    safe = {name: escape(value) for name, value in words[language].items()}
    dialled = "tel:" + "".join(each for each in city.phone if each in "+0123456789")
    own = {"city": city.name, "dialled": dialled, "language": str(language), "lang": html_language(language)}
    taps = {f"tap_{each.name.lower()}": encode(ChooseLanguage(each)) for each in Language}
    return template.substitute(
        safe, labels=_data(words), **{name: escape(value) for name, value in (own | taps).items()}
    )


def _data(words: dict[Language, dict[str, str]]) -> str:
    """All languages as a data block (no script: nothing runs it), so that the choice works without a connection."""
    return json.dumps({str(language): each for language, each in words.items()}, ensure_ascii=False).replace(
        "<", "\\u003c"
    )


def _asked_for(accepted: str) -> Language:
    """Whichever of ours comes first in `Accept-Language`; Japanese where none does. The weights are not looked at."""
    for each in accepted.lower()[:200].split(","):
        if each.strip().startswith("ja"):
            return Language.JAPANESE
        if each.strip().startswith("en"):
            return Language.ENGLISH
    return Language.JAPANESE
