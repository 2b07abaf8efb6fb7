"""Keeps a page up to date that reads for itself: at once after a press, else every half second or so."""

import asyncio
import time
from typing import Protocol

from nicegui import Client

from admin.pace import pause_after
from admin.pages.desk import Desk
from admin.pages.header import Header
from admin.sessions import Session
from bot.core.errors import Unavailable
from bot.storage.border import Rejected

POLL_SECONDS = 0.5
"""With the read and the way to the browser under a second."""


class ReadingPage(Protocol):
    """`hurry`: somebody has changed something, and wants to see it."""

    header: Header
    hurry: asyncio.Event

    async def refresh(self) -> None:
        """Reads, writes the ledger, shows. Raises `Unavailable` when the database is down."""
        ...


async def keep_live(
    page: ReadingPage,
    desk: Desk,
    session: Session,
    client: Client,
    opened: asyncio.Event,
    every: float = POLL_SECONDS,
) -> None:
    """Until the tab is closed or the session is over. `opened` is set once there is something to see."""
    last = None
    while session.lives(desk.clock.now()):
        page.hurry.clear()
        began = time.monotonic()
        now = desk.clock.now()
        with client:
            try:
                await page.refresh()
            except (Unavailable, Rejected):
                page.header.database_down(last, now)
            else:
                last = now
                page.header.fresh(now)
        opened.set()
        await _pause(page.hurry, pause_after(time.monotonic() - began, every))
    client.open("/sign-in")


async def _pause(hurry: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await hurry.wait()
    except TimeoutError:
        return
