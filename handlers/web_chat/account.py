"""The cookie that holds a browser's anonymous account. The token stands in no address, page or log, only here."""

import re
from collections.abc import Collection
from time import monotonic

from fastapi import APIRouter, Request, Response
from starlette.requests import HTTPConnection

from bot.core.errors import Unavailable
from handlers.web_chat.log import Accounts
from handlers.web_chat.origin import Origins
from handlers.web_chat.pace import Pace
from handlers.web_chat.sent_from import LENGTH, browser_of

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_LONGEST = 5 * (LENGTH + 1)
"""Bytes: a browser remembers five secrets, with a space between them."""
_YEAR = 365 * 24 * 60 * 60
_NEW_A_SECOND, _NEW_AT_ONCE = 50, 500
"""New accounts of one process, together; not per network address, which the hundreds in a shelter share."""


class AccountCookie:
    """`__Host-` keeps a neighbouring site of the same domain from planting its own account (RFC 6265bis 4.1.3)."""

    def __init__(self, accounts: Accounts, origins: Origins) -> None:
        self._accounts = accounts
        self._secure = origins.is_secure
        self._name = "__Host-anpi_chat" if self._secure else "anpi_chat"

    async def address(self, connection: HTTPConnection) -> str | None:
        """The address of the account that the browser holds, None where it holds none that is known.

        Raises:
            Unavailable: it cannot be looked up now.
        """
        token = self.token(connection)
        return await self._accounts.open(token) if token else None

    def token(self, connection: HTTPConnection) -> str:
        """Whatever stands in the cookie; empty where that cannot be a token."""
        token = connection.cookies.get(self._name, "")
        return token if _TOKEN.fullmatch(token) else ""

    async def hand_over(self, connection: HTTPConnection, browsers: Collection[str], response: Response) -> bool:
        """A new token for the account that awaits this browser; the old one opens nothing any more.

        Raises:
            Unavailable: the old one stands, and opens nothing.
        """
        handed_over = await self._accounts.hand_over(self.token(connection), browsers)
        if handed_over is not None:
            self._put(response, handed_over)
        return handed_over is not None

    async def create(self, response: Response) -> None:
        """Opens a new account and puts it into the browser.

        Raises:
            Unavailable: nothing was made.
        """
        self._put(response, await self._accounts.create())

    async def renew(self, connection: HTTPConnection, response: Response) -> None:
        """Another token for the same account; the old one opens nothing any more (session fixation, OWASP ASVS 3.2).

        Raises:
            Unavailable: the old one still stands.
        """
        token = self.token(connection)
        renewed = await self._accounts.renew(token) if token else None
        if renewed is not None:
            self._put(response, renewed)

    def _put(self, response: Response, token: str) -> None:
        response.set_cookie(
            self._name, token, max_age=_YEAR, path="/", secure=self._secure, httponly=True, samesite="lax"
        )


def create_account_router(cookie: AccountCookie, origins: Origins) -> APIRouter:
    """`POST /chat/account`, the browser's secrets as its body: an account in the cookie.

    204: another than before, or it is not known whether. 200: the one of before under a new cookie, after a one-time
    code was typed there in this browser. 403 from a foreign page, 503 to be tried again.
    """
    router = APIRouter()
    pace = Pace(_NEW_A_SECOND, _NEW_AT_ONCE, monotonic())

    @router.post("/chat/account", include_in_schema=False)
    async def account(request: Request) -> Response:
        if not origins.allow(request.headers.get("origin")):
            return Response(status_code=403)
        try:
            return await _kept_or_new(request, cookie, pace)
        except Unavailable:
            return Response(status_code=503, headers={"Retry-After": "3"})

    return router


async def _body(request: Request) -> str:
    """Nothing of a body that is longer than the secrets that a browser remembers."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST:
            return ""
    return body.decode("ascii", errors="replace")


async def _kept_or_new(request: Request, cookie: AccountCookie, pace: Pace) -> Response:
    response = Response(status_code=204, headers={"Cache-Control": "no-store"})
    if await cookie.address(request) is not None:
        return response
    browsers = [browser for each in (await _body(request)).split(" ") if (browser := browser_of(each)) is not None]
    if browsers and await cookie.hand_over(request, browsers, response):
        response.status_code = 200
        return response
    if not pace.allows(monotonic()):
        return Response(status_code=503, headers={"Retry-After": "3"})
    await cookie.create(response)
    return response
