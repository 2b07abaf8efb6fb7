"""The cookie that holds a browser's anonymous account. The token stands in no address, page or log, only here."""

import re
from time import monotonic

from fastapi import APIRouter, Request, Response
from starlette.requests import HTTPConnection

from bot.core.errors import Unavailable
from handlers.web_chat.log import Accounts
from handlers.web_chat.origin import Origins
from handlers.web_chat.pace import Pace

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
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
        token = connection.cookies.get(self._name, "")
        return await self._accounts.open(token) if _TOKEN.fullmatch(token) else None

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
        token = connection.cookies.get(self._name, "")
        renewed = await self._accounts.renew(token) if _TOKEN.fullmatch(token) else None
        if renewed is not None:
            self._put(response, renewed)

    def _put(self, response: Response, token: str) -> None:
        response.set_cookie(
            self._name, token, max_age=_YEAR, path="/", secure=self._secure, httponly=True, samesite="lax"
        )


def create_account_router(cookie: AccountCookie, origins: Origins) -> APIRouter:
    """`POST /chat/account`: 204 with an account in the cookie, 403 from a foreign page, 503 to be tried again."""
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


async def _kept_or_new(request: Request, cookie: AccountCookie, pace: Pace) -> Response:
    response = Response(status_code=204, headers={"Cache-Control": "no-store"})
    if await cookie.address(request) is not None:
        return response
    if not pace.allows(monotonic()):
        return Response(status_code=503, headers={"Retry-After": "3"})
    await cookie.create(response)
    return response
