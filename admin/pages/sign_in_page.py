"""The pages before any live page, plain HTML: the ways in, and what is said to somebody who did not get in."""

from dataclasses import dataclass
from html import escape
from importlib.resources import files
from string import Template

from starlette.responses import HTMLResponse

BEGIN = "/sign-in/begin"

_CODE_ALONE = "職員用の画面です。コードを入れてください。"


@dataclass(frozen=True, slots=True)
class SignInPage:
    """`by_name`: whether the city OS can say who somebody is; else only the shared code lets in."""

    title: str
    by_name: bool

    def ways_in(self, fault: str = "", status: int = 200) -> HTMLResponse:
        return _page("sign_in.html", status, title=self.title, fault=_said(fault), ways=self._ways())

    def refused(self, heading: str, *words: str) -> HTMLResponse:
        """403: the city OS knows who it is, and this page is not for them."""
        told = "".join(f"<p>{escape(each)}</p>" for each in words)
        return _page("sign_in_ended.html", 403, title=self.title, heading=heading, words=told, next="", to="/sign-in")

    def entered(self, name: str) -> HTMLResponse:
        """A page of ours that goes on by itself: after a redirect from another site no strict cookie is sent."""
        told = f"<p>{escape(name)}さん、ボードを開いています。</p>"
        on = '<meta http-equiv="refresh" content="0; url=/">'
        heading = "サインインしました"
        return _page("sign_in_ended.html", 200, title=self.title, heading=heading, words=told, next=on, to="/")

    def _ways(self) -> str:
        if self.by_name:
            return Template(_read("sign_in_by_name.html")).substitute(begin=BEGIN, code=_code_form(focus=False))
        return f"<p>{_CODE_ALONE}</p>{_code_form(focus=True)}"


def _code_form(*, focus: bool) -> str:
    kind = "main" if focus else "second"
    return Template(_read("sign_in_code.html")).substitute(focus="autofocus" if focus else "", kind=kind)


def _said(fault: str) -> str:
    return f'<p class="fault" role="alert" id="fault">{escape(fault)}</p>' if fault else ""


def _page(name: str, status: int, *, title: str, **parts: str) -> HTMLResponse:
    """`title` and `heading` are plain text; the other parts are HTML made here."""
    if "heading" in parts:
        parts["heading"] = escape(parts["heading"])
    whole = Template(_read(name)).substitute(title=escape(title), style=_read("sign_in.css"), **parts)
    return HTMLResponse(whole, status)


def _read(name: str) -> str:
    return (files("admin.pages") / name).read_text("utf-8")
