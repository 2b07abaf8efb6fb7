"""Keeps a page up to date that shows the readings which all pages share: each reading as it comes."""

import asyncio
from datetime import datetime
from typing import Protocol

from nicegui import Client

from admin.board import Board
from admin.pages.desk import Desk
from admin.pages.header import Header
from admin.queries.notices import Limits
from admin.sessions import Session
from admin.watch import Reading
from bot.core.errors import Unavailable

_STALLED_AFTER_SECONDS = 6.0
_FIRST_WITHIN_SECONDS = 2.0


class WatchingPage(Protocol):
    """`limits`: how many notices it wants read; it may want more as it goes on."""

    header: Header
    limits: Limits

    async def show(self, board: Board) -> None:
        """Writes the ledger, then shows. Raises `Unavailable`: then nothing new is shown."""
        ...


async def follow(page: WatchingPage, desk: Desk, session: Session, client: Client, opened: asyncio.Event) -> None:
    """Until the tab is closed or the session is over. `opened` is set once there is something to see."""
    number, as_of = 0, None
    with desk.watch.looking(lambda: page.limits):
        while session.lives(desk.clock.now()):
            within = _STALLED_AFTER_SECONDS if opened.is_set() else _FIRST_WITHIN_SECONDS
            reading = await desk.watch.after(number, within)
            number = reading.number if reading else number
            with client:
                if reading:
                    as_of = await _take(page, reading, as_of, desk.clock.now())
                else:
                    _say_why_not(page, desk, as_of)
            opened.set()
        client.open("/sign-in")


def _say_why_not(page: WatchingPage, desk: Desk, as_of: datetime | None) -> None:
    say = page.header.slow if desk.watch.is_reading else page.header.stalled
    say(as_of, desk.clock.now())


async def _take(page: WatchingPage, reading: Reading, as_of: datetime | None, now: datetime) -> datetime | None:
    """Of when that is what the page shows."""
    if reading.down or reading.board is None:
        page.header.database_down(as_of, now)
        return as_of
    try:
        await page.show(reading.board)
    except Unavailable:
        page.header.database_down(as_of, now)
        return as_of
    page.header.fresh(reading.board.as_of)
    return reading.board.as_of
