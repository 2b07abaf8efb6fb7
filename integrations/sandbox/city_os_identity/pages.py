"""The provider's few pages: plain HTML without scripts, marked as practice on every one."""

from collections.abc import Sequence
from html import escape
from http import HTTPStatus
from pathlib import Path
from string import Template
from typing import Final

from fastapi.responses import FileResponse, HTMLResponse

from integrations.sandbox.city_os_identity.people import TownPerson

_HERE: Final = Path(__file__).resolve().parent / "pages"
# No form-action: browsers hold every redirect after the form to it, and the way back leads through other sites.
_POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"
_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


def choice_page(request: str, people: Sequence[TownPerson]) -> HTMLResponse:
    """One big button per person."""
    buttons = "\n".join(map(_button, people))
    return _page("どなたとしてログインしますか", "choice.html", request=escape(request), buttons=buttons)


def problem_page(problem: str) -> HTMLResponse:
    return _page("ログインできませんでした", "problem.html", HTTPStatus.BAD_REQUEST, problem=escape(problem))


def signed_out_page() -> HTMLResponse:
    return _page("ログアウトしました", "signed_out.html")


async def style() -> FileResponse:
    return FileResponse(_HERE / "style.css", media_type="text/css", headers={"cache-control": "no-cache"})


def _button(person: TownPerson) -> str:
    role = f'<span class="role">{escape(person.role)}</span>' if person.role else ""
    name = escape(person.name)
    return f'<button name="person" value="{escape(person.subject)}"><span class="name">{name}</span>{role}</button>'


def _page(title: str, body: str, status: int = HTTPStatus.OK, **parts: str) -> HTMLResponse:
    inside = Template(_read(body)).substitute(parts)
    return HTMLResponse(Template(_read("page.html")).substitute(title=title, body=inside), status, headers=_HEADERS)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
