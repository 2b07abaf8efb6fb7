"""Columns that become sealed keep what stood in them, there and back, to the last digit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text

from bot.storage.database import Database
from bot.storage.migrations import migrate, revert
from bot.storage.migrations.retyping import StillSealed
from bot.storage.sealing.keys import new_key, read_keys
from bot.storage.tables import notices, people, reports

LAT = 37.12345678901234
_PERSON = text(
    "INSERT INTO people (id, name, kana, address, phone, language, support_needed, support_reason, disclosure_block,"
    " lat, lon) VALUES ('P1', '花子', '', 'anpi:town', '', 'ja', false, '', false, :lat, NULL)"
)
_REPORT = text(
    "INSERT INTO reports (id, drill, conversation, source, label, means, said_at, event_id, recorded_at, note, spot)"
    " SELECT 'R1', false, 'line:x', 'self', '', 'words', opened_at, 'e', opened_at, 'anpi:1:x', '[37.5, null, \"城\"]'"
    " FROM incidents"
)
_INCIDENT = "INSERT INTO incidents (id, title, hazard, level, drill, opened_at) VALUES ('I', '', 'fire', '', false, {})"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'anpi.db'}"
    else:
        yield request.getfixturevalue("postgres_url")


async def before(address: str) -> None:
    """A database of the version before, with a person and their words in it."""
    await migrate(address)
    await revert(address, "0002")
    database = Database(address)
    async with database.writing() as connection:
        await connection.execute(_PERSON, {"lat": LAT})
        await connection.execute(text(_INCIDENT.format("0" if database.is_sqlite else "now()")))
        await connection.execute(_REPORT)
    await database.close()


async def test_numbers_lists_and_words_are_the_same_afterwards(address: str) -> None:
    await before(address)
    await migrate(address)
    database = Database(address)
    async with database.reading() as connection:
        person = (await connection.execute(select(people))).one()
        report = (await connection.execute(select(reports))).one()
    await database.close()
    assert (person.lat, person.lon, person.address) == (LAT, None, "anpi:town")
    assert (report.spot, report.note) == ([37.5, None, "城"], "anpi:1:x")


async def test_they_are_the_same_after_going_back(address: str) -> None:
    await before(address)
    await migrate(address)
    await revert(address, "0002")
    database = Database(address)
    async with database.reading() as connection:
        person = (await connection.execute(text("SELECT lat, lon, address FROM people"))).one()
        note = (await connection.execute(text("SELECT note FROM reports"))).scalar_one()
    await database.close()
    assert (tuple(person), note) == ((LAT, None, "anpi:town"), "anpi:1:x")


async def test_nobody_goes_back_while_something_is_sealed(address: str) -> None:
    await migrate(address)
    database = Database(address, keys=read_keys([new_key()]))
    async with database.writing() as connection:
        row = {"id": "n", "kind": "call_for_help", "at": text("0" if database.is_sqlite else "now()")}
        await connection.execute(insert(notices).values({**row, "drill": False, "words": "たすけて"}))
    await database.close()
    with pytest.raises(StillSealed):
        await revert(address, "0002")
