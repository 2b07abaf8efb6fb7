"""`anpi people alive` as staff type it: who lives is on record as dead no longer."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner

from bot.storage.database import Database
from bot.storage.tables import ledger, people
from tests.integration.storage.test_city_commands import NOON
from tests.integration.storage.test_people_untie import Counter


@pytest.fixture
def counter(address: str, tmp_path: Path) -> Counter:
    counter = Counter(address)
    counter.fill(tmp_path)
    return counter


def put_on_record(counter: Counter) -> None:
    async def put() -> None:
        database = Database(counter.address)
        async with database.writing() as connection:
            await connection.execute(update(people).where(people.c.id == "P-hana").values(deceased_at=NOON))
        await database.close()

    asyncio.run(put())


def alive(counter: Counter, *words: str) -> tuple[int, str]:
    ran = CliRunner().invoke(counter.app, ["people", "alive", *words])
    return ran.exit_code, ran.stdout + ran.stderr


def on_record(counter: Counter) -> set[str]:
    return {row.id for row in counter.rows(people) if row.deceased_at is not None}


def test_a_member_of_staff_ends_a_wrong_death_and_stands_in_the_ledger(counter: Counter) -> None:
    put_on_record(counter)
    code, said = alive(counter, "P-hana", "--by", "P-isamu")
    assert (code, on_record(counter)) == (0, set())
    assert "no longer on record" in said
    assert [(row.kind, row.other_id) for row in counter.rows(ledger)][-1] == ("deceased_ended", "P-isamu")


@pytest.mark.parametrize(
    ("person", "by", "says"),
    [
        ("P-nobody", "P-isamu", "is nobody in people.csv"),
        ("P-hana", "P-leader", "is no city_staff"),
        ("P-isamu", "P-isamu", "is not on record"),
    ],
)
def test_nothing_changes_for_nobody_by_nobody_entitled_or_of_the_living(
    counter: Counter, person: str, by: str, says: str
) -> None:
    put_on_record(counter)
    code, said = alive(counter, person, "--by", by)
    assert code != 0
    assert says in said
    assert on_record(counter) == {"P-hana"}


def test_loading_the_citys_files_again_leaves_the_record(counter: Counter) -> None:
    put_on_record(counter)
    assert counter.anpi("city", "load", counter.folder).code == 0
    assert on_record(counter) == {"P-hana"}
