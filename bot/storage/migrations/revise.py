"""Writes a new revision from what the tables have and the newest revision has not.

Run it with `python -m bot.storage.migrations.revise 0002 "what changes"`.
Read what it wrote before it is used: a column that was renamed looks like one dropped and one added.
"""

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, types

from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.migrations.run import configured, migrate
from bot.storage.sealing.columns import SEALED_TYPES, SealedBytes


def render_item(kind: str, item: Any, context: AutogenContext) -> Any:
    """Instants keep their own type, so that one migration fits both databases; sealed columns are text or bytes."""
    if kind == "type" and isinstance(item, Instant):
        context.imports.add("from bot.storage.instant import Instant")
        return "Instant()"
    if kind == "type" and isinstance(item, types.JSON):
        return "sa.JSON()"
    if kind == "type" and isinstance(item, SEALED_TYPES):
        return "sa.LargeBinary()" if isinstance(item, SealedBytes) else "sa.Text()"
    return False


async def revise(message: str, revision: str) -> None:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'anpi.db'}"
        await migrate(url)
        database = Database(url, pool_size=1)
        async with database.writing() as connection:
            await connection.run_sync(lambda sync: _write(sync, message, revision))
        await database.close()


def _write(connection: Connection, message: str, revision: str) -> None:
    config = configured(connection)
    config.attributes["render_item"] = render_item
    command.revision(config, message, autogenerate=True, rev_id=revision)


if __name__ == "__main__":
    asyncio.run(revise(sys.argv[2], sys.argv[1]))
