"""The PostgreSQL that tests get is real, theirs alone, and durable."""

import os
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.servers import postgres, postgres_binaries
from tests.servers.missing import Missing
from tests.servers.postgres import PostgresServer


async def tables(address: str) -> list[str]:
    engine = create_async_engine(address)
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'"))
        names = list(found.scalars())
    await engine.dispose()
    return names


async def make_table(address: str) -> None:
    connection = await asyncpg.connect(address.replace("+asyncpg", ""))
    await connection.execute("CREATE TABLE made_by_the_template (id int)")
    await connection.close()


def prepare(address: str) -> None:
    postgres.in_own_thread(make_table(address))


async def test_a_database_is_empty_at_first(postgres_url: str) -> None:
    assert await tables(postgres_url) == []
    await make_table(postgres_url)


async def test_what_one_test_made_the_next_does_not_see(postgres_url: str) -> None:
    assert await tables(postgres_url) == []


async def test_a_template_is_made_once_and_cloned(postgres_server: PostgresServer) -> None:
    calls: list[str] = []

    def counted(address: str) -> None:
        calls.append(address)
        prepare(address)

    with postgres_server.database(counted) as first, postgres_server.database(counted) as second:
        assert first != second
        assert await tables(first) == await tables(second) == ["made_by_the_template"]
    assert len(calls) == 1


async def test_commits_are_durable_as_in_production(postgres_url: str) -> None:
    connection = await asyncpg.connect(postgres_url.replace("+asyncpg", ""))
    settings = [await connection.fetchval(f"SHOW {name}") for name in ("fsync", "synchronous_commit")]
    await connection.close()
    assert settings == ["on", "on"]


def test_an_address_that_does_not_answer_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(postgres.ADDRESS, f"postgresql://nobody@/none?host={tmp_path}")
    with (
        pytest.raises(Missing, match="ANPI_TEST_DATABASE_URL names a PostgreSQL that does not answer"),
        postgres.running(),
    ):
        pass


def test_without_any_programs_the_remedies_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_binaries, "system_folders", list)
    monkeypatch.setattr(postgres_binaries, "wheel_folder", list)
    with pytest.raises(Missing, match="ANPI_TEST_DATABASE_URL"):
        postgres_binaries.find(tmp_path)


@pytest.mark.parametrize("where", ["system_folders", "wheel_folder"])
@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user needs no detour")
def test_root_runs_it_without_a_user_namespace_too(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    other = {"system_folders": "wheel_folder", "wheel_folder": "system_folders"}[where]
    monkeypatch.setattr(postgres_binaries, other, list)
    monkeypatch.setattr(postgres_binaries, "NAMESPACE", ("false",))
    if not getattr(postgres_binaries, where)():
        pytest.skip("not on this machine")
    with postgres.own_server() as server, server.database() as address:
        assert address.startswith("postgresql+asyncpg://postgres@/anpi_test_")
