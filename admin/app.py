"""The staff console as a web application: the sign-in, and behind the gate the live board."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from admin.gate import Gate
from admin.headers import SafeHeaders
from admin.live import DESK, live_pages
from admin.pages.board_page import Desk
from admin.parts import ConsoleParts
from admin.sessions import Sessions
from admin.signing import Signing
from admin.tries import Tries
from admin.watch import Watch


def create_console(parts: ConsoleParts) -> ASGIApp:
    """Its lifespan opens the stores and closes them. It may run beside other servers in one process and event loop."""
    sessions = Sessions()
    carrier = live_pages()
    pages = _Pages(carrier)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with parts.open_stores() as stores, carrier.router.lifespan_context(carrier):
            watch = Watch(stores.database, stores.wakeups, parts.clock)
            pages.desk = Desk(parts.city, parts.clock, stores.database, stores.wakeups, watch)
            watching = asyncio.create_task(watch.run())
            try:
                yield
            finally:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching

    signing = Signing(parts.code, f"{parts.city.name} 安否ボード", sessions, parts.clock, Tries())
    return Starlette(
        routes=[Route("/healthz", _healthy), *signing.routes(), Mount("/", Gate(pages, sessions, parts.clock))],
        middleware=[Middleware(SafeHeaders)],
        lifespan=lifespan,
    )


class _Pages:
    """Hands this console's desk to the pages, which belong to the process."""

    def __init__(self, carrier: ASGIApp) -> None:
        self._carrier = carrier
        self.desk: Desk | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._carrier({**scope, DESK: self.desk}, receive, send)


async def _healthy(_: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")
