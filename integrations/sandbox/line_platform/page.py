"""The phone page: which phones stand on it, the strip of buttons above them, and its static files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import httpx
from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from integrations.sandbox.line_platform.phone.writing import Spot

_FILES: Final = Path(__file__).resolve().parent.parent / "phones"
_MEDIA_TYPES: Final = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
}
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' https: data:; media-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}
_PRESS_SECONDS: Final = 20.0

AIZUWAKAMATSU: Final[Sequence[Spot]] = (
    Spot(37.4877, 139.9297, "鶴ヶ城公園", "福島県会津若松市追手町1"),
    Spot(37.4946, 139.9299, "会津若松市役所", "福島県会津若松市東栄町3"),
    Spot(37.5079, 139.9305, "会津若松駅", "福島県会津若松市駅前町1"),
    Spot(37.4838, 139.9563, "東山温泉", "福島県会津若松市東山町"),
    Spot(37.5051, 139.9542, "飯盛山", "福島県会津若松市一箕町八幡"),
)


@dataclass(frozen=True, slots=True)
class DemoAction:
    """A button of the strip: `href` opens a page, `post` is POSTed to by the sandbox (absolute, or a path here).

    Buttons one behind the other with the same `group` stand together under that word. `told`: what the page says once
    it was pressed.
    """

    label: str
    href: str | None = None
    post: str | None = None
    group: str = ""
    told: str = ""

    def __post_init__(self) -> None:
        if (self.href is None) is (self.post is None):
            raise ValueError(f"a DemoAction has either href or post; {self.label!r} has both or neither")
        if urlsplit(self.href or self.post or "").scheme not in ("", "http", "https"):
            raise ValueError(f"the address of {self.label!r} must be http, https or a path")


@dataclass(frozen=True, slots=True)
class PhonePage:
    """`phones` are user ids in order; empty: the first four users. `places` fill the location picker.

    `note`: what whoever looks at the phones has to know about this town.
    """

    title: str = "安否確認のためし電話"
    phones: Sequence[str] = ()
    actions: Sequence[DemoAction] = ()
    places: Sequence[Spot] = field(default_factory=lambda: AIZUWAKAMATSU)
    note: str = ""


def routes(page: PhonePage) -> APIRouter:
    """`GET /`, its files, its settings, and the buttons of the strip."""

    async def settings() -> dict[str, Any]:
        return {
            "title": page.title,
            "note": page.note,
            "phones": list(page.phones),
            "actions": [_action(each) for each in page.actions],
            "places": [_place(spot) for spot in page.places],
        }

    async def press(request: Request, number: int) -> dict[str, Any]:
        if not 0 <= number < len(page.actions) or page.actions[number].post is None:
            raise HTTPException(404, f"no button {number} to press")
        return await _pressed(urljoin(str(request.base_url), page.actions[number].post or ""))

    router = APIRouter()
    router.add_api_route("/", _file_named("index.html"), include_in_schema=False)
    router.add_api_route("/phones/{name}", _any_file, include_in_schema=False)
    router.add_api_route("/sandbox/page", settings)
    router.add_api_route("/sandbox/page/actions/{number}", press, methods=["POST"])
    return router


def _action(action: DemoAction) -> Mapping[str, Any]:
    return {"label": action.label, "href": action.href, "group": action.group, "told": action.told}


def _place(spot: Spot) -> Mapping[str, Any]:
    return {
        "title": spot.title,
        "address": spot.address,
        "latitude": spot.latitude,
        "longitude": spot.longitude,
    }


async def _pressed(url: str) -> dict[str, Any]:
    """The sandbox presses for the page, so that the page needs no right to call other servers."""
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=_PRESS_SECONDS) as client:
            answer = await client.post(url)
    except httpx.TransportError as trouble:
        raise HTTPException(502, f"no answer behind this button ({type(trouble).__name__})") from trouble
    return {"ok": answer.is_success, "status": answer.status_code}


def _file_named(name: str) -> Any:
    async def serve() -> Response:
        return await _any_file(name)

    return serve


async def _any_file(name: str) -> Response:
    """One of the page's own files; nothing else of the disk."""
    known = {path.name: path for path in _FILES.iterdir() if path.suffix in _MEDIA_TYPES}
    if name not in known:
        raise HTTPException(404, "no such file")
    path = known[name]
    return FileResponse(path, media_type=_MEDIA_TYPES[path.suffix], headers=_HEADERS)
