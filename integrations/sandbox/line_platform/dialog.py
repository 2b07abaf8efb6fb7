"""`/dialog/bot/accountLink`: the page of access.line.me that asks once more and then links (line.md 5.1)."""

from html import escape
from string import Template
from typing import Final
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from integrations.sandbox.line_platform.control.asked import PlatformHere
from integrations.sandbox.line_platform.phone.linking import confirm_link

PATH: Final = "/dialog/bot/accountLink"
_LONGEST: Final = 4_096
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
}
_PAGE: Final = Template(
    """<!doctype html>
<html lang="ja">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>アカウントの連携 (サンドボックスのLINE)</title>
<style>
body { max-width: 26rem; margin: 3rem auto; padding: 0 1.2rem; font: 1.25rem/1.6 system-ui, sans-serif; color: #1b1b1b }
button { width: 100%; padding: .9rem; border: 0; border-radius: .6rem; background: #06583a; color: #fff; font: inherit }
</style>
<main><h1>アカウントの連携</h1>$body</main>
</html>"""
)


def routes() -> APIRouter:
    router = APIRouter()

    @router.get(PATH, include_in_schema=False)
    async def ask(platform: PlatformHere, request: Request) -> HTMLResponse:
        token, nonce = request.query_params.get("linkToken", ""), request.query_params.get("nonce", "")
        owner = platform.world.link_tokens.owner(token, platform.world.now_ms())
        if owner is None:
            return _page(_EXPIRED, 400)
        user, channel = platform.world.users[owner], platform.world.channel
        return _page(_question(channel.display_name, user.display_name, token, nonce))

    @router.post(PATH, include_in_schema=False)
    async def confirm(platform: PlatformHere, request: Request) -> HTMLResponse:
        if _is_foreign(request):
            return _page(_EXPIRED, 403)
        form = await _form(request)
        done = confirm_link(platform, form.get("linkToken", ""), form.get("nonce", ""))
        return _page(_EXPIRED, 400) if done is None else _page(_LINKED)

    return router


_EXPIRED: Final = "<p>エラーが発生しました。トークに戻って、もう一度お試しください。</p>"
_LINKED: Final = "<p>連携の手続きが終わりました。トークに戻ってください。</p>"


def _question(account: str, user: str, token: str, nonce: str) -> str:
    hidden = "".join(
        f'<input type="hidden" name="{name}" value="{escape(value)}">'
        for name, value in (("linkToken", token), ("nonce", nonce))
    )
    who = f"<p>{escape(user)}さんのLINEを、「{escape(account)}」と連携しますか?</p>"
    return f'{who}<form method="post" action="{PATH}">{hidden}<button>連携する</button></form>'


def _page(body: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(_PAGE.substitute(body=body), status, _HEADERS)


def _is_foreign(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin not in (None, "null") and urlsplit(origin).netloc != request.headers.get("host")


async def _form(request: Request) -> dict[str, str]:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST:
            return {}
    fields = parse_qs(body.decode("ascii", "replace"), max_num_fields=4)
    return {name: values[0] for name, values in fields.items()}
