"""`anpi consent export` as an operator types it, over a real database."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import insert
from typer.testing import CliRunner, Result

from bot.bootstrap.records import Records
from bot.cli import consent as consent_command
from bot.core.consents import Disclosure, Item, Purpose, RecipientKind
from bot.core.ids import PersonId
from bot.storage.city import CityStore
from bot.storage.city_load.review import problems_of
from bot.storage.city_load.town import Known, read_town
from bot.storage.consent_record.dpv import dpv_document
from bot.storage.consent_record.dpv_reading import consents_of_document
from bot.storage.consent_record.person_part import read_part
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_consent
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.ledger.verify import verify
from bot.storage.rows.consents import body_of_disclosure, row_of_consent
from bot.storage.tables import consents, people
from tests.unit.storage.consent_record.any_consents import AIZU, HANA, NOW
from tests.unit.storage.consent_record.plain_consent import PLAIN

LEADER = PersonId("P3")
NAMES = ("会津 花子", "佐藤 進", "渡部 まこと")
SHOWN = Disclosure(HANA, LEADER, RecipientKind.ASSOCIATION, Purpose.SAFETY_SHARING, frozenset({Item.NAME}), "C1", None)


class Noon:
    def now(self) -> Any:
        return NOW


async def fill(database: Database) -> None:
    """Two people with a consent each; the leader was shown both of them."""
    async with database.writing() as connection:
        for number, name in enumerate(NAMES, start=1):
            await connection.execute(insert(people), {"id": f"P{number}", "name": name})
        await connection.execute(insert(consents), row_of_consent(PLAIN))
        shown = [_entry(each) for each in (SHOWN, replace(SHOWN, about=PersonId("P2")))]
        await append(connection, [entry_of_consent(PLAIN, "given"), *shown])


def _entry(shown: Disclosure) -> Entry:
    body = body_of_disclosure(shown)
    return Entry(f"shown {shown.about}", NOW, EntryKind.DISCLOSURE, shown.about, LEADER, body)


@pytest.fixture
def export(address: str) -> Any:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Records]:
        database = Database(address)
        try:
            yield Records(AIZU, database, Noon())
        finally:
            await database.close()

    async def prepare() -> None:
        async with opened() as records:
            await fill(records.database)

    asyncio.run(prepare())

    def run(*words: str) -> Result:
        app = typer.Typer()
        app.add_typer(consent_command.commands(opened, opened), name="consent")  # type: ignore[arg-type]  # no office
        ran = CliRunner().invoke(app, ["consent", "export", *words])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return ran

    return run


def test_one_persons_part_comes_out_and_nobody_elses(export: Any) -> None:
    document = json.loads(export("P1", "--format", "dpv").stdout)
    assert consents_of_document(document) == (PLAIN,)
    kinds = [(each["anpi:kind"], each["anpi:about"], each["anpi:by"]) for each in document["anpi:ledger"]]
    assert kinds == [("consent_given", "P1", "P1"), ("disclosure", "P1", "P3")]


def test_nobody_is_named(export: Any) -> None:
    everything = export("P1").stdout
    assert set(json.loads(everything)) == {"dpv", "kantara", "rfc9396"}
    assert not [name for name in NAMES if name in everything]
    assert "P2" not in everything


def test_an_unknown_person_is_an_error_and_somebody_without_consents_an_empty_list(export: Any) -> None:
    ran = export("P9")
    assert (ran.exit_code, "There is no person 'P9'" in ran.stderr) == (1, True)
    assert json.loads(export("P2", "--format", "kantara").stdout) == []


def test_a_file_is_for_its_owner_alone_and_none_is_written_over(export: Any, tmp_path: Path) -> None:
    out = tmp_path / "export.json"
    ran = export("P1", "--out", str(out))
    assert (ran.exit_code, ran.stdout) == (0, "")
    assert "1 consents and 2 rows of the ledger" in ran.stderr
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert export("P1", "--out", str(out)).exit_code == 1
    assert json.loads(out.read_text("utf-8"))["kantara"][0]["consentReceiptID"] == "C1"


CONSENT = "P1,safety_sharing,{},family,,both,once,2026-04-01,\n"
HEADER = "person_id,purpose,items,recipient_kind,recipient_id,phase,cadence,given_at,expires_at\n"


async def load(database: Database, *lines: str) -> None:
    files = {
        "districts.csv": b"district,name\nD1,x\n",
        "people.csv": "person_id,name,district\nP1,会津 花子,D1\n".encode(),
        "consents.csv": (HEADER + "".join(lines)).encode(),
    }
    town = read_town(files)
    assert problems_of(town, Known()) == ()
    await CityStore(database).write(town, NOW, lambda _: None)


async def test_what_came_with_the_citys_files_is_in_the_ledger_once_and_its_end_as_well(database: Database) -> None:
    for lines in ([CONSENT.format("name;address")], [CONSENT.format("name;address")], [CONSENT.format("name")]):
        await load(database, *lines)
    part = await read_part(database, HANA, AIZU, NOW)
    assert part is not None
    assert [each.kind for each in part.rows] == ["consent_given", "consent_withdrawn", "consent_given"]
    document = dpv_document(part)
    assert consents_of_document(document) == part.consents
    assert all("anpi:proof" in event for record in document["anpi:records"] for event in record["anpi:events"])
    assert (await verify(database, None, lambda *_: None)).faults == ()


async def test_what_the_law_opened_without_asking_says_so_in_plain_words(database: Database) -> None:
    await fill(database)
    unasked = replace(SHOWN, ground="災対法49条の11③", emergency="E1", consent_not_asked=True)
    async with database.writing() as connection:
        entry = Entry("unasked", NOW, EntryKind.DISCLOSURE, HANA, LEADER, body_of_disclosure(unasked))
        await append(connection, [entry])
    part = await read_part(database, HANA, AIZU, NOW)
    assert part is not None
    notes = [each.get("skos:note", {}).get("@value", "") for each in dpv_document(part)["anpi:ledger"]]
    assert [bool(each) for each in notes] == [False, False, True]
    assert "同意を確かめられなかった" in notes[-1]
