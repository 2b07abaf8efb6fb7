"""Signing in by the shared code, and out: one code, compared in constant time, five tries a minute."""

import time
import unicodedata
from dataclasses import dataclass
from hmac import compare_digest
from urllib.parse import parse_qs

import structlog
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from admin import cookie
from admin.gate import COOKIE
from admin.origin import is_foreign
from admin.pages.sign_in_page import SignInPage
from admin.sessions import Sessions
from admin.tries import Tries
from bot.core.ports import Clock

log = structlog.get_logger()

MAX_BODY = 2_000
"""Bytes of the sign-in form: a code and nothing else."""

WRONG = "コードが違います。もう一度お確かめください。"
TOO_OFTEN = "続けて間違えたため、受け付けを止めています。1分たってから、もう一度お試しください。"


@dataclass(frozen=True, slots=True)
class Signing:
    """`code` is what staff type."""

    code: str
    page: SignInPage
    sessions: Sessions
    clock: Clock
    tries: Tries

    def routes(self) -> list[Route]:
        return [
            Route("/sign-in", self._ask, methods=["GET"]),
            Route("/sign-in", self._sign_in, methods=["POST"]),
            Route("/sign-out", self._sign_out, methods=["POST"]),
            Route("/session", self._still_there, methods=["GET"]),
        ]

    async def _ask(self, request: Request) -> Response:
        if self.sessions.find(request.cookies.get(COOKIE), self.clock.now()):
            return RedirectResponse("/", 303)
        return self.page.ways_in()

    async def _sign_in(self, request: Request) -> Response:
        if is_foreign(request):
            return PlainTextResponse("Forbidden", 403)
        address = request.client.host if request.client else ""
        if not self.tries.allows(address, time.monotonic()):
            log.warning("console.sign_in_too_often")
            return self.page.ways_in(TOO_OFTEN, 429)
        if not self._is_right(await _given(request)):
            log.warning("console.sign_in_refused")
            return self.page.ways_in(WRONG, 403)
        self.sessions.end(request.cookies.get(COOKIE))
        answer = RedirectResponse("/", 303)
        cookie.give(answer, self.sessions.begin(self.clock.now()), request)
        log.info("console.signed_in")
        return answer

    async def _sign_out(self, request: Request) -> Response:
        if is_foreign(request):
            return PlainTextResponse("Forbidden", 403)
        self.sessions.end(request.cookies.get(COOKIE))
        answer = RedirectResponse("/sign-in", 303)
        cookie.take_back(answer)
        return answer

    async def _still_there(self, request: Request) -> Response:
        """An open page asks, so that it leaves the screen when its session is over, whatever became of its socket."""
        session = self.sessions.find(request.cookies.get(COOKIE), self.clock.now())
        return Response(status_code=204 if session else 401)

    def _is_right(self, given: str) -> bool:
        return bool(self.code) and compare_digest(_plain(given).encode(), _plain(self.code).encode())


async def _given(request: Request) -> str:
    """The code from the form; nothing where the body is too long or no form."""
    length = request.headers.get("content-length", "")
    if not length.isascii() or not length.isdigit() or int(length) > MAX_BODY:
        return ""
    body = await request.body()
    return parse_qs(body.decode("utf-8", "replace")).get("code", [""])[0]


def _plain(code: str) -> str:
    """Full-width digits of a Japanese keyboard are the same code."""
    return unicodedata.normalize("NFKC", code).strip()
