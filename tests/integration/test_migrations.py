"""Migrations on both databases: they make what the tables say, again and again, and they take it all back."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text

from bot.core.errors import Unavailable
from bot.storage.database import Database
from bot.storage.migrations import migrate, revert
from bot.storage.tables import metadata


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'anpi.db'}"
    else:
        yield request.getfixturevalue("postgres_url")


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, metadata))


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_a_migrated_database_is_what_the_tables_say(address: str) -> None:
    await migrate(address)
    database = Database(address)
    async with database.writing() as connection:
        assert await connection.run_sync(differences) == []
        assert await connection.run_sync(tables) == {*metadata.tables, "alembic_version"}
    await database.close()


async def test_migrating_twice_and_at_once_changes_nothing(address: str) -> None:
    await asyncio.gather(migrate(address), migrate(address), migrate(address))
    await migrate(address)


async def test_going_back_to_the_start_leaves_nothing(address: str) -> None:
    await migrate(address)
    await revert(address)
    database = Database(address)
    async with database.writing() as connection:
        assert await connection.run_sync(tables) <= {"alembic_version", "sqlite_sequence"}
    await database.close()
    await migrate(address)


async def test_a_newer_database_is_refused_by_name(address: str) -> None:
    await migrate(address)
    database = Database(address)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'from the future'"))
    await database.close()
    with pytest.raises(CommandError, match="from the future"):
        await migrate(address)


async def test_a_database_that_is_down_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        await migrate(f"postgresql://postgres@/anpi?host={tmp_path}")


async def test_other_databases_are_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="does not exist; make it first"):
        await migrate(f"sqlite:///{tmp_path}/nowhere/anpi.db")
    with pytest.raises(ValueError, match="use postgresql:// or sqlite:///FILE"):
        await migrate("mysql://localhost/anpi")
    with pytest.raises(ValueError, match="SQLite needs a file"):
        await migrate("sqlite://")
