"""What stands in a database with keys: nothing that can be read without them, and everything with them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import insert, select, text, update
from typer.testing import CliRunner

from bot.cli import keys as keys_command
from bot.core.ids import PersonId
from bot.storage import rotation
from bot.storage.database import Database
from bot.storage.migrations import migrate
from bot.storage.rotation import rotate, stale_rows
from bot.storage.sealing.keys import NO_KEYS, FieldKeys, new_key, read_keys
from bot.storage.sealing.seal import FieldKeyMissing
from bot.storage.tables import inbox, people, web_chat_log
from bot.storage.upsert import put
from tests.servers.postgres import in_own_thread

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OLD, NEW = new_key(), new_key()
ONLY_OLD, BOTH, ONLY_NEW = read_keys([OLD]), read_keys([NEW, OLD]), read_keys([NEW])
MANY = 450
SECRETS = ("090-1111-2222", "栄町1-1", "要介護3", "37.4947", "たすけて")

Open = Callable[[FieldKeys], Any]


@pytest.fixture
def opened(address: str) -> Open:
    @asynccontextmanager
    async def opened(keys: FieldKeys) -> AsyncIterator[Database]:
        database = Database(address, keys=keys)
        try:
            yield database
        finally:
            await database.close()

    return opened


def person(number: int) -> dict[str, Any]:
    return {
        **{column.name: None for column in people.c},
        "id": f"P{number:04}",
        "name": "花子",
        "kana": "",
        "language": "ja",
        "support_needed": False,
        "disclosure_block": False,
        "phone": SECRETS[0],
        "address": SECRETS[1],
        "support_reason": SECRETS[2],
        "lat": 37.4947,
        "lon": None,
    }


def arrival() -> dict[str, Any]:
    return {
        "event_id": "e1",
        "channel": "line",
        "conversation": "line:x",
        "lane": 1,
        "occurred_at": NOW,
        "received_at": NOW,
        "raw": SECRETS[4].encode(),
    }


async def fill(database: Database, count: int = 3) -> None:
    async with database.writing() as connection:
        await put(connection, people, [person(number) for number in range(count)])
        await connection.execute(insert(inbox), arrival())


async def as_stored(database: Database) -> str:
    async with database.reading() as connection:
        registered = (await connection.execute(text("SELECT * FROM people"))).all()
        arrived = [bytes(row.raw) for row in await connection.execute(text("SELECT raw FROM inbox"))]
    return f"{registered} {b''.join(arrived).decode(errors='replace')}"


async def test_nothing_sensitive_can_be_read_in_the_database_and_all_of_it_with_the_key(opened: Open) -> None:
    async with opened(ONLY_NEW) as database:
        await fill(database)
        stored = await as_stored(database)
        assert not [each for each in SECRETS if each in stored]
        async with database.reading() as connection:
            found = (await connection.execute(select(people).order_by(people.c.id))).mappings().first()
            raw = (await connection.execute(select(inbox.c.raw))).scalar_one()
    assert found == person(0)
    assert raw.decode() == SECRETS[4]


async def test_without_keys_values_stand_as_they_are_and_are_read_once_there_are_keys(opened: Open) -> None:
    async with opened(NO_KEYS) as database:
        await fill(database)
        stored = await as_stored(database)
        assert [each for each in SECRETS if each in stored] == list(SECRETS)
    async with opened(ONLY_NEW) as database, database.reading() as connection:
        assert (await connection.execute(select(people.c.phone))).scalars().first() == SECRETS[0]


async def test_a_process_without_the_key_is_told_so_and_reads_nothing(opened: Open) -> None:
    async with opened(ONLY_OLD) as database:
        await fill(database)
    for keys in (ONLY_NEW, NO_KEYS):
        async with opened(keys) as database:
            with pytest.raises(FieldKeyMissing, match=f"field key {ONLY_OLD.keys[0].id}"):
                async with database.reading() as connection:
                    (await connection.execute(select(people.c.phone))).all()


async def test_loading_the_same_people_again_writes_no_row(opened: Open) -> None:
    async with opened(ONLY_NEW) as database:
        await fill(database)
        before = await as_stored(database)
        async with database.writing() as connection:
            await put(connection, people, [person(number) for number in range(3)])
        assert await as_stored(database) == before
        async with database.writing() as connection:
            await put(connection, people, [{**person(1), "phone": "0242-00-0000"}, person(9)])
        async with database.reading() as connection:
            phones = {row.id: row.phone for row in await connection.execute(select(people.c.id, people.c.phone))}
    assert phones == {**{f"P{n:04}": SECRETS[0] for n in (0, 2, 9)}, "P0001": "0242-00-0000"}


async def test_rotating_seals_everything_anew_whatever_key_it_was_under(opened: Open) -> None:
    async with opened(NO_KEYS) as database:
        await fill(database, MANY)
    async with opened(ONLY_OLD) as database, database.writing() as connection:
        await connection.execute(update(people).where(people.c.id < "P0100").values(phone=SECRETS[0]))
    moves: list[tuple[int, int]] = []
    async with opened(BOTH) as database:
        assert await stale_rows(database) == MANY + 1
        assert await rotate(database, lambda done, total: moves.append((done, total))) == MANY + 1
        assert await rotate(database, lambda *_: None) == await stale_rows(database) == 0
    assert moves[-1] == (MANY + 1, MANY + 1)
    async with opened(ONLY_NEW) as database, database.reading() as connection:
        rows = (await connection.execute(select(people).order_by(people.c.id))).mappings().all()
        assert rows == [person(number) for number in range(MANY)]


class Stopped(Exception):  # noqa: N818 - as Ctrl-C would
    pass


async def test_a_rotation_that_was_stopped_goes_on_where_it_was(opened: Open) -> None:
    async with opened(ONLY_OLD) as database:
        await fill(database, MANY)

    def stop(done: int, total: int) -> None:
        if done > rotation.BATCH:
            raise Stopped

    async with opened(BOTH) as database:
        with pytest.raises(Stopped):
            await rotate(database, stop)
        left = await stale_rows(database)
        assert left == MANY - rotation.BATCH
        assert await rotate(database, lambda *_: None) == left


async def test_what_a_worker_writes_meanwhile_is_not_overwritten(opened: Open) -> None:
    """Between reading a batch and writing it, a worker changes a person of it."""
    async with opened(ONLY_OLD) as database:
        await fill(database)
    seal = rotation._seal
    async with opened(ONLY_OLD) as worker, opened(BOTH) as database:
        async with database.reading() as connection:
            sheet = next(each for each in rotation._sheets(connection) if each.table is people)
            rows = [dict(row) for row in (await connection.execute(sheet.page(first=True))).mappings()]
        async with worker.writing() as connection:
            await connection.execute(update(people).where(people.c.id == "P0001").values(phone="0242-99-9999"))
        async with database.writing() as connection:
            await seal(connection, sheet, rows)
        async with database.reading() as connection:
            phones = {row.id: row.phone for row in await connection.execute(select(people.c.id, people.c.phone))}
    assert phones == {"P0000": SECRETS[0], "P0001": "0242-99-9999", "P0002": SECRETS[0]}


def test_the_operator_is_told_what_was_done_and_what_is_missing(address: str) -> None:
    def anpi(keys: FieldKeys, *words: str) -> tuple[int, str]:
        @asynccontextmanager
        async def open_() -> AsyncIterator[Database]:
            database = Database(address, keys=keys)
            try:
                yield database
            finally:
                await database.close()

        app = typer.Typer()
        app.add_typer(keys_command.commands(open_), name="keys")
        ran = CliRunner().invoke(app, ["keys", *words])
        return ran.exit_code, ran.output

    async def prepare() -> None:
        database = Database(address, keys=ONLY_OLD)
        await fill(database)
        await database.close()

    in_own_thread(prepare())
    assert len(read_keys([anpi(NO_KEYS, "new")[1].strip()]).keys) == 1
    code, said = anpi(NO_KEYS, "rotate")
    assert (code, "anpi keys new" in said) == (1, True)
    code, said = anpi(ONLY_NEW, "rotate")
    assert (code, f"field key {ONLY_OLD.keys[0].id}" in said) == (1, True)
    assert anpi(BOTH, "rotate") == (0, "4 rows sealed under the newest key.\nNothing is left under an older key.\n")


async def test_log_lines_of_the_web_chat_are_sealed_too(opened: Open) -> None:
    line = {"conversation": "web:x", "seq": 1, "source": "m1", "own": False, "body": SECRETS[4], "at": NOW}
    async with opened(ONLY_NEW) as database:
        async with database.writing() as connection:
            await connection.execute(insert(web_chat_log), line)
        async with database.reading() as connection:
            assert SECRETS[4] not in str((await connection.execute(text("SELECT body FROM web_chat_log"))).all())
            assert (await connection.execute(select(web_chat_log.c.body))).scalar_one() == SECRETS[4]


def test_no_secret_is_left_in_the_file_of_sqlite(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'anpi.db'}"

    async def prepare() -> None:
        await migrate(address)
        database = Database(address, keys=ONLY_NEW)
        await fill(database)
        await database.close()

    asyncio.run(prepare())
    raw = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    assert PersonId("P0001").encode() in raw
    assert not [each for each in SECRETS if each.encode() in raw]
