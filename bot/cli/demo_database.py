"""Where the demo's town lives: a file of its own that begins anew, or an empty database that somebody lends."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bot.bootstrap.process import assemble
from bot.cli.failing import fail
from bot.core.errors import Unavailable
from bot.storage.database import Database, address_of
from bot.storage.health import is_empty
from config.settings import Settings

FILE = Path(".anpi/demo.db")


def address(lent: str | None) -> str:
    """The address of the database; ends the command where what was lent is none."""
    try:
        return address_of(lent).render_as_string(hide_password=False) if lent else f"sqlite:///{FILE}"
    except ValueError as fault:
        fail(f"--database: {fault}")


def begin_anew(lent: str | None) -> None:
    """The demo's own file is thrown away. What was lent has to be empty: nobody's town is ever written over."""
    if lent is None:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        for ending in ("", "-wal", "-shm"):
            Path(f"{FILE}{ending}").unlink(missing_ok=True)
    elif not asyncio.run(_is_empty(lent)):
        fail("--database holds tables already. The demo needs an empty database, because it fills it with its town.")


@asynccontextmanager
async def worker_beside(settings: Settings) -> AsyncIterator[None]:
    """On a lent PostgreSQL the public app works off nothing by itself: a worker does, in this process too."""
    if address_of(settings.database_url).get_backend_name() == "sqlite":
        yield
        return
    async with assemble(settings) as anpi:
        working = asyncio.create_task(anpi.work.run())
        try:
            yield
        finally:
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working


async def _is_empty(lent: str) -> bool:
    database = Database(address(lent), pool_size=1)
    try:
        return await is_empty(database)
    except Unavailable:
        fail("--database does not answer. Start it, or leave --database out: the demo then keeps its town in a file.")
    finally:
        await database.close()
