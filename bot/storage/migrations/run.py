"""Runs the migrations on a database address."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.storage.database import Database

_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(1097756777, 100)")
"""Two processes that start together migrate one after the other; SQLite's write lock does the same."""


async def migrate(url: str) -> None:
    """Brings the schema to the newest revision, all of it or nothing.

    Raises:
        Unavailable: the database is down.
        alembic.util.CommandError: the database is at a revision that this version does not know.
        ValueError: the address is not one of SQLite or PostgreSQL.
    """
    await _run(url, lambda config: command.upgrade(config, "head"))


async def revert(url: str, revision: str = "base") -> None:
    """Takes the schema back to a revision. What stood in tables that go is lost. Raises as `migrate` does."""
    await _run(url, lambda config: command.downgrade(config, revision))


async def _run(url: str, work: Callable[[Config], None]) -> None:
    database = Database(url, pool_size=1)
    try:
        async with database.writing() as connection:
            if not database.is_sqlite:
                await connection.execute(_ONE_AT_A_TIME)
            await connection.run_sync(lambda sync: work(configured(sync)))
    finally:
        await database.close()


def configured(connection: Connection) -> Config:
    """Alembic's configuration for a connection that is in a transaction already."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
