"""Opens a page in a tab: the first paint holds the data already, and from then on a task keeps it up to date."""

import asyncio
from typing import Protocol

import structlog
from nicegui import Client

from admin.pages.desk import Desk

log = structlog.get_logger()

_PAINT_WITHIN_SECONDS = 2.5
"""Whoever looks waits no longer for a slow database: an empty board that fills itself."""


class LivePage(Protocol):
    async def live(self, client: Client, opened: asyncio.Event) -> None:
        """Until the tab is closed or the session is over. `opened` is set once there is something to see."""
        ...


async def open_page(desk: Desk, page: LivePage, client: Client) -> None:
    opened = asyncio.Event()
    task = asyncio.create_task(page.live(client, opened))
    desk.open_pages.add(task)
    task.add_done_callback(desk.open_pages.discard)
    task.add_done_callback(_ended)
    client.on_delete(task.cancel)
    first = asyncio.create_task(opened.wait())
    await asyncio.wait((task, first), timeout=_PAINT_WITHIN_SECONDS, return_when=asyncio.FIRST_COMPLETED)
    first.cancel()


def _ended(task: asyncio.Task[None]) -> None:
    """A tab whose task broke goes on showing what it has, and says nothing: the log must."""
    if not task.cancelled() and (fault := task.exception()):
        log.error("console.page_broke", error=type(fault).__name__, exc_info=fault)
