"""The staff console as a web application: the sign-in, and behind the gate the live board."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from admin.city_os_door import CityOsDoor
from admin.gate import SESSION, Gate
from admin.headers import SafeHeaders
from admin.live import DESK, live_pages
from admin.pages.desk import Desk
from admin.pages.sign_in_page import SignInPage
from admin.parts import ConsoleParts, Opened
from admin.rechecking import Rechecking
from admin.sessions import Session, Sessions
from admin.signing import Signing
from admin.tries import Tries
from admin.visits import staff_step
from admin.watch import Watch
from bot.core.ports import Clock


def create_console(parts: ConsoleParts) -> ASGIApp:
    """Its lifespan opens the stores and closes them. It may run beside other servers in one process and event loop."""
    sessions = Sessions()
    carrier = live_pages()
    pages = _Pages(carrier, parts.clock)
    opened = Opened()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with parts.open_stores() as stores, carrier.router.lifespan_context(carrier):
            step = staff_step(parts.city.ladder)
            watch = Watch(stores.database, stores.wakeups, parts.clock, parts.city.elders, step)
            pages.desk = Desk(
                city=parts.city,
                clock=parts.clock,
                database=stores.database,
                wakeups=stores.wakeups,
                watch=watch,
                proposals=stores.proposals,
                mailroom=stores.mailroom,
                by_name=bool(parts.address),
                tiles=parts.tiles,
                domain=parts.domain,
                city_os=stores.city_os,
                codes=parts.codes,
            )
            opened.stores = stores
            rechecking = pages.rechecking = Rechecking(stores.database, sessions, parts.clock)
            beside = [asyncio.create_task(each.run()) for each in (watch, rechecking)]
            try:
                yield
            finally:
                opened.stores = None
                await pages.desk.end_pages()
                for each in beside:
                    each.cancel()
                    with suppress(asyncio.CancelledError):
                        await each

    page = SignInPage(f"{parts.city.name} 安否ボード", by_name=bool(parts.address))
    doors = (
        *Signing(parts.code, page, sessions, parts.clock, Tries()).routes(),
        *CityOsDoor(parts.address, page, sessions, parts.clock, opened).routes(),
    )
    return Starlette(
        routes=[Route("/healthz", _healthy), *doors, Mount("/", Gate(pages, sessions, parts.clock))],
        middleware=[Middleware(SafeHeaders, pictures_from=parts.tiles.origin)],
        lifespan=lifespan,
    )


class _Pages:
    """Hands this console's desk to the pages, which belong to the process; to those who may sit here still."""

    def __init__(self, carrier: ASGIApp, clock: Clock) -> None:
        self._carrier = carrier
        self._clock = clock
        self.desk: Desk | None = None
        self.rechecking: Rechecking | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session: Session = scope[SESSION]
        if self.rechecking is not None and _is_page(scope):
            await self.rechecking.before_a_page(session)
            if not session.lives(self._clock.now()):
                await RedirectResponse("/sign-in", 303)(scope, receive, send)
                return
        await self._carrier({**scope, DESK: self.desk}, receive, send)


def _is_page(scope: Scope) -> bool:
    """Neither a socket nor a script or a style that every page loads."""
    return scope["type"] == "http" and not scope["path"].startswith("/_nicegui")


async def _healthy(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")
