"""Signing in by name: to the city OS and back, and then the register says whether this is a member of the staff."""

from dataclasses import dataclass, field

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin import cookie
from admin.gate import COOKIE
from admin.on_the_way import OnTheWay
from admin.pages.sign_in_page import BEGIN, SignInPage
from admin.parts import Opened, Stores
from admin.queries.staff import read_staff
from admin.sessions import Sessions
from bot.core.errors import Unavailable
from bot.core.ports import Clock
from bot.storage.border import DATABASE
from handlers.web_pages.cookie import StateCookie
from handlers.web_pages.logout import answer_logout
from handlers.web_pages.ports import Advice, Identity, NotSignedIn

log = structlog.get_logger()

CALLBACK = "/sign-in/callback"
LOGOUT = "/sign-in/logout"
_LONGEST_QUERY = 8_192

DOWN = "都市OSにつながりません。お急ぎのときは、下のコードで入れます。"
NOTHING_READ = "データベースにつながらないため、職員かどうかを確かめられません。下のコードで入れます。"
FAULTS = {
    Advice.TRY_AGAIN: "サインインが最後まで進みませんでした。もう一度、最初からお願いします。",
    Advice.CANCELLED: "サインインを取りやめました。",
    Advice.NOT_POSSIBLE_NOW: "都市OSの答えを確かめられませんでした。お急ぎのときは、下のコードで入れます。",
}
STRANGER = (
    "この画面には入れません",
    "都市OSのIDが、市の名簿のどなたとも結びついていません。名簿の担当に確かめてください。",
)
NOT_STAFF = (
    "この画面には入れません",
    "ここは、市の職員の画面です。名簿に「市の職員」または「市の管理職」の役割がある方だけが使えます。",
    "役割が変わったときは、名簿の担当に伝えてください。",
)


@dataclass(frozen=True, slots=True)
class CityOsDoor:
    """`address`: where staff reach the console; with `CALLBACK` registered at the city OS. Empty: there is no door."""

    address: str
    page: SignInPage
    sessions: Sessions
    clock: Clock
    opened: Opened
    _on_the_way: OnTheWay = field(default_factory=OnTheWay)

    def routes(self) -> list[Route]:
        if not self.address:
            return []
        return [
            Route(BEGIN, self._begin, methods=["GET"]),
            Route(CALLBACK, self._back, methods=["GET"]),
            Route(LOGOUT, self._left, methods=["POST"]),
        ]

    async def _begin(self, _: Request) -> Response:
        """On to the city OS. 303, with the state in a cookie; the rest stays here."""
        try:
            begun = await self._open()[1].begin(self._callback)
        except (NotSignedIn, Unavailable) as error:
            return self._failed(error)
        self._on_the_way.keep(begun.state, begun.kept, self.clock.now())
        answer = RedirectResponse(begun.url, 303)
        self._cookie.put(answer, begun.state)
        return answer

    async def _back(self, request: Request) -> Response:
        """A state answers once, and only in the browser that it was given to."""
        try:
            answer = await self._entered(request)
        except (NotSignedIn, Unavailable) as error:
            answer = self._failed(error)
        self._cookie.drop(answer)
        return answer

    async def _entered(self, request: Request) -> Response:
        stores, identity = self._open()
        state = request.query_params.get("state", "")
        is_ours = len(request.url.query) <= _LONGEST_QUERY and self._cookie.holds(request, state)
        kept = self._on_the_way.take(state, self.clock.now()) if is_ours else None
        if kept is None:
            raise NotSignedIn(Advice.TRY_AGAIN, "no_such_state")
        who = await identity.finish(dict(request.query_params), kept, self._callback)
        staff = await read_staff(stores.database, who.subject)
        if staff is None:
            log.warning("console.subject_unknown")
            return self.page.refused(*STRANGER)
        if not staff.may_decide:
            log.warning("console.not_staff", person=staff.person)
            return self.page.refused(*NOT_STAFF)
        self.sessions.end(request.cookies.get(COOKIE))
        answer = self.page.entered(staff.name)
        cookie.give(answer, self.sessions.begin(self.clock.now(), staff, who), request)
        log.info("console.signed_in", person=staff.person)
        return answer

    async def _left(self, request: Request) -> Response:
        """A sign-out at the city OS (OIDC Back-Channel Logout 1.0): 200, 400 not believed, 503 to be sent again."""

        async def carry_out(token: str) -> None:
            async with self._open()[1].ended(token) as gone:
                log.info("console.left_at_the_city_os", sessions=self.sessions.end_those(gone))

        return await answer_logout(request, carry_out)

    def _open(self) -> tuple[Stores, Identity]:
        stores = self.opened.stores
        if stores is None or stores.identity is None:
            raise Unavailable("city_os_identity")
        return stores, stores.identity

    def _failed(self, error: NotSignedIn | Unavailable) -> Response:
        if isinstance(error, NotSignedIn):
            log.info("console.sign_in_refused", reason=error.reason)
            return self.page.ways_in(FAULTS[error.advice])
        log.warning("console.sign_in_unavailable", dependency=error.dependency)
        return self.page.ways_in(NOTHING_READ if error.dependency == DATABASE else DOWN, 503)

    @property
    def _callback(self) -> str:
        return self.address.rstrip("/") + CALLBACK

    @property
    def _cookie(self) -> StateCookie:
        return StateCookie(is_secure=self.address.startswith("https:"), name="anpi_console_sign_in")
