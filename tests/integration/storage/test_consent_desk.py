"""`anpi consent give` and `anpi consent withdraw` as staff type them, over a real database."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import typer
from sqlalchemy import Table, insert, select, update
from typer.testing import CliRunner

from bot.bootstrap.records import Records
from bot.cli import consent as consent_commands
from bot.core.consents import Cadence, Consent, Item, Origin, Phase, Purpose, RecipientKind
from bot.core.ids import PersonId
from bot.rules.consent import is_in_force
from bot.rules.consent.in_force import is_complete
from bot.storage.agreed import consents_of
from bot.storage.consent_desk import ConsentDesk, TakenDown
from bot.storage.consent_record.dpv import dpv_document
from bot.storage.consent_record.dpv_reading import consents_of_document
from bot.storage.consent_record.person_part import read_part
from bot.storage.database import Database
from bot.storage.ledger.verify import verify
from bot.storage.rows.consents import row_of_consent
from bot.storage.tables import consent_changes, consents, ledger, notices, outbox, people
from config.municipality import load_city
from tests.integration.storage.test_city_commands import DEMO, NOON, Desk, Noon, Ran, Terminal

MIYO, HANA, DAUGHTER, LEADER = "P005", "P001", "P002", "P003"
HUSBAND = "P006"
"""Miyo is 86, her husband and a son are her family; nothing was ever agreed to for her plan."""
CITY = load_city("aizuwakamatsu")
PLAN = (MIYO, "--offer", "plan", "--by", HUSBAND, "--relation", "夫", "--way", "phone", "--yes")


class Counter:
    """The terminal of whoever sits at the counter."""

    def __init__(self, address: str) -> None:
        self.terminal = Terminal(address)
        self.app = typer.Typer()
        self.app.add_typer(consent_commands.commands(self._records, self._office), name="consent")

    @asynccontextmanager
    async def _office(self) -> AsyncIterator[Desk]:
        async with self.terminal.open_office() as desk:
            yield replace(desk, city=CITY)

    @asynccontextmanager
    async def _records(self) -> AsyncIterator[Records]:
        database = Database(self.terminal.address)
        yield Records(CITY, database, Noon())
        await database.close()

    def consent(self, *words: str, typed: str = "") -> Ran:
        ran = CliRunner().invoke(self.app, ["consent", *words], input=typed)
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return Ran(ran.exit_code, ran.stdout.splitlines(), ran.stderr)

    def give(self, *words: str, typed: str = "") -> Ran:
        return self.consent("give", *words, typed=typed)

    def do(self, work: Any) -> Any:
        async def run() -> Any:
            database = Database(self.terminal.address)
            try:
                return await work(database)
            finally:
                await database.close()

        return asyncio.run(run())

    def rows(self, table: Table) -> list[Any]:
        async def read(database: Database) -> list[Any]:
            async with database.reading() as connection:
                return list(await connection.execute(select(table)))

        found: list[Any] = self.do(read)
        return found

    def held(self, person: str) -> list[Consent]:
        async def read(database: Database) -> list[Consent]:
            async with database.reading() as connection:
                return list((await consents_of(connection, [PersonId(person)]))[PersonId(person)])

        found: list[Consent] = self.do(read)
        return found

    def write(self, *statements: Any) -> None:
        async def write(database: Database) -> None:
            async with database.writing() as connection:
                for each in statements:
                    await connection.execute(each)

        self.do(write)

    def letters_to(self, person: str) -> list[str]:
        number = person.removeprefix("P0")
        return [row.speech for row in self.rows(outbox) if row.recipients == [f"U{number:0>32}"]]

    def is_sound(self) -> bool:
        async def look(database: Database) -> bool:
            return not (await verify(database, None, lambda *_: None)).faults

        return bool(self.do(look))


@pytest.fixture
def counter(address: str) -> Counter:
    counter = Counter(address)
    assert counter.terminal.anpi("city", "load", DEMO).code == 0
    return counter


def of_ledger(counter: Counter, kind: str) -> list[dict[str, Any]]:
    rows = [row for row in counter.rows(ledger) if row.kind == kind]
    return [{**json.loads(row.body), "about": row.person_id, "other": row.other_id} for row in rows]


def test_a_yes_for_somebody_is_recorded_whole(counter: Counter) -> None:
    ran = counter.give(*PLAN, "--staff", "星")
    assert ran.code == 0, ran.complaints
    given = [each for each in counter.held(MIYO) if each.origin is Origin.DESK]
    assert {(each.purpose, each.recipient_kind) for each in given} == {
        (Purpose.PLAN_DRAFTING, RecipientKind.SERVICE),
        (Purpose.PLAN_SHARING, RecipientKind.SUPPORTER),
        (Purpose.PLAN_SHARING, RecipientKind.ASSOCIATION),
    }
    words = next(each for each in CITY.offers if each.id == "plan").wordings[0]
    for each in given:
        assert is_in_force(each, NOON)
        assert each.proxy is not None
        assert (each.proxy.by, each.proxy.relation, each.proxy.way) == (HUSBAND, "夫", "phone")
        assert each.terms is not None
        assert (each.terms.id, each.terms.version, each.terms.sha256) == ("plan", "2026-1", words.sha256)
        assert each.expires_at == NOON + timedelta(days=1095)
    entries = [each for each in of_ledger(counter, "consent_given") if each["origin"] == "desk"]
    assert [(each["about"], each["other"], each["recorded_by"]) for each in entries] == [(MIYO, HUSBAND, "星")] * 3
    assert all(each["terms"]["sha256"] == words.sha256 and each["proxy"]["way"] == "phone" for each in entries)
    assert counter.is_sound()


def test_it_is_on_its_way_to_the_city_os_and_the_export_can_be_read_back(counter: Counter) -> None:
    assert counter.give(*PLAN).code == 0
    changes = [row for row in counter.rows(consent_changes) if row.person_id == MIYO]
    assert [row.change for row in changes] == ["grant"] * 3

    async def export(database: Database) -> tuple[Any, Any]:
        part = await read_part(database, PersonId(MIYO), CITY, NOON)
        assert part is not None
        return part.consents, consents_of_document(dpv_document(part))

    kept, read_back = counter.do(export)
    assert kept == read_back


def test_staff_see_words_recipients_and_end_and_are_asked_before_it_is_written(counter: Counter) -> None:
    asked = counter.give(*PLAN[:-1], typed="n\n")
    assert asked.code == 1
    assert "Nothing was recorded." in asked.complaints
    shown = "\n".join(asked.lines)
    assert "災害対策基本法49条の15" in shown
    assert "個別避難計画の作成 → 事業者" in shown
    assert "until 2029-05-31 12:00" in shown
    assert f"By: {HUSBAND} (夫)" in shown
    assert "call back" in shown
    assert not [each for each in counter.held(MIYO) if each.origin is Origin.DESK]
    assert counter.rows(outbox) == []
    assert counter.give(*PLAN[:-1], typed="y\n").code == 0


def test_the_person_is_told_who_agreed_for_them_and_stops_it_with_one_tap(counter: Counter) -> None:
    words = (HANA, "--offer", "plan", "--by", DAUGHTER, "--relation", "娘", "--way", "visit", "--yes")
    ran = counter.give(*words)
    assert ran.code == 0, ran.complaints
    assert "They are told on 1 account, and how to change it." in ran.lines
    (letter,) = counter.letters_to(HANA)
    assert "consent.desk.given" in letter
    assert "kin.daughter" in letter
    assert "会津 京子" not in letter
    assert letter.count("withdraw|") == len([each for each in counter.held(HANA) if each.origin is Origin.DESK])
    assert counter.letters_to(DAUGHTER) == []


def test_whoever_has_no_account_is_told_by_staff(counter: Counter) -> None:
    assert "They have no linked account: tell them yourself, and how to change it." in counter.give(*PLAN).lines


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({MIYO: "P999"}, "'P999' is nobody in people.csv"),
        ({"plan": "pizza"}, "--offer 'pizza' is not known; known are: safety, plan"),
        ({HUSBAND: "P999"}, "--by 'P999' is nobody in people.csv"),
        ({HUSBAND: " "}, "--by is empty"),
        ({"夫": " "}, "--relation is missing"),
        ({"phone": "paper"}, "--mark is missing"),
    ],
)
def test_what_does_not_hold_records_nothing(counter: Counter, changed: dict[str, str], complaint: str) -> None:
    ran = counter.give(*(changed.get(word, word) for word in PLAN))
    assert ran.code == 1
    assert complaint in ran.complaints
    assert "Nothing was recorded." in ran.complaints
    assert not [row for row in counter.rows(consents) if row.origin == "desk"]


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        (("--mark", "own_hand"), "are for paper"),
        (("--recipient", "family"), "--recipient names somebody whom the words of --offer do not name"),
        (("--signed", "June"), "--signed 'June' is no day"),
        (("--way", "paper", "--mark", "by_proxy", "--signed", "2027-01-01"), "--signed lies in the future"),
    ],
)
def test_what_contradicts_itself_records_nothing(counter: Counter, more: tuple[str, ...], complaint: str) -> None:
    ran = counter.give(*PLAN, *more)
    assert (ran.code, complaint in ran.complaints) == (1, True), ran.complaints


def test_only_the_chosen_recipient_and_nothing_twice(counter: Counter) -> None:
    assert counter.give(*PLAN, "--recipient", "service").code == 0
    given = [each.recipient_kind for each in counter.held(MIYO) if each.origin is Origin.DESK]
    assert given == [RecipientKind.SERVICE]
    again = counter.give(*PLAN, "--recipient", "service")
    assert (again.code, "all of it is agreed to already" in again.complaints) == (1, True)


def test_somebody_outside_the_register_stands_by_name_and_a_name_around_the_person_by_id(counter: Counter) -> None:
    guardian = [{"夫": "後見人", HUSBAND: "本田 司"}.get(word, word) for word in PLAN]
    assert counter.give(*guardian, "--recipient", "service").code == 0
    name = next(row.name for row in counter.rows(people) if row.id == HUSBAND)
    known = [{HUSBAND: name.replace(" ", "　")}.get(word, word) for word in PLAN]
    assert counter.give(*known, "--recipient", "association").code == 0
    proxies = [each.proxy for each in counter.held(MIYO) if each.proxy is not None]
    assert {(each.by, each.name, each.relation) for each in proxies} == {
        (None, "本田 司", "後見人"),
        (HUSBAND, "", "夫"),
    }
    assert all(map(is_complete, proxies))


def test_for_somebody_under_a_disclosure_block_nobody_agrees_to_anything(counter: Counter) -> None:
    counter.write(update(people).where(people.c.id == MIYO).values(disclosure_block=True))
    ran = counter.give(*PLAN)
    assert (ran.code, "under a disclosure block" in ran.complaints) == (1, True)


def refused(at: Any) -> Any:
    own_no = Consent(
        id="no",
        person=PersonId(MIYO),
        purpose=Purpose.PLAN_SHARING,
        items=frozenset({Item.PLAN}),
        recipient_kind=RecipientKind.ASSOCIATION,
        recipient=None,
        phase=Phase.BOTH,
        cadence=Cadence.ONCE,
        given_at=at,
        refused=True,
        origin=Origin.CHAT,
    )
    return insert(consents).values(row_of_consent(own_no))


OWN_NO = NOON - timedelta(days=10)
PAPER = (*PLAN, "--way", "paper", "--mark", "own_hand")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (PLAN, 1),
        ((*PLAN, "--way", "paper", "--mark", "by_proxy", "--signed", "2026-05-31"), 1),
        (PAPER, 1),
        ((*PAPER, "--signed", "2026-05-22"), 1),
        ((*PAPER, "--signed", "2026-05-23"), 0),
        (tuple(MIYO if word == HUSBAND else word for word in PLAN), 0),
        ((*PLAN, "--recipient", "supporter"), 0),
    ],
)
def test_nobody_says_yes_over_the_persons_own_no(counter: Counter, words: tuple[str, ...], code: int) -> None:
    counter.write(refused(OWN_NO))
    ran = counter.give(*words)
    assert ran.code == code, ran.complaints
    assert code == 0 or "has said no to this themselves" in ran.complaints


def test_what_the_person_said_while_staff_were_asked_wins(counter: Counter) -> None:
    async def race(database: Database) -> int | None:
        desk = ConsentDesk(database)
        circle = await desk.circle(PersonId(MIYO))
        assert circle is not None
        async with database.writing() as connection:
            await connection.execute(refused(NOON))
        taken = TakenDown(circle.person.id, circle.consents, NOON, {}, ())
        return await desk.give(taken, ())

    assert counter.do(race) is None


def test_a_no_counts_at_once_whoever_says_it_and_however_little_is_known(counter: Counter) -> None:
    ran = counter.consent("withdraw", HANA, "--by", "電話の人", "--recipient", "association", "--yes")
    assert ran.code == 0, ran.complaints
    standing = [each for each in counter.held(HANA) if is_in_force(each, NOON)]
    assert RecipientKind.ASSOCIATION not in {each.recipient_kind for each in standing}
    assert standing
    ended = of_ledger(counter, "consent_withdrawn")
    assert len(ended) == 2
    assert all((each["by"], each["other"], each["name"]) == ("desk", None, "電話の人") for each in ended)
    withdrawn = [row for row in counter.rows(consent_changes) if row.change == "withdraw"]
    assert {row.consent_id for row in withdrawn} == {each["consent"] for each in ended}
    assert counter.is_sound()


def test_whom_it_concerns_hears_of_the_end_and_family_only_if_the_person_wants_it(counter: Counter) -> None:
    assert counter.consent("withdraw", HANA, "--yes").code == 0
    assert ["ended.header" in each for each in counter.letters_to(LEADER)] == [True]
    assert ["ended.header" in each for each in counter.letters_to("P004")] == [True]
    assert counter.letters_to(DAUGHTER) == []
    assert not any("会津" in each for each in counter.letters_to(LEADER))
    assert ["consent.desk.stopped_own" in each for each in counter.letters_to(HANA)] == [True]
    assert all(each.withdrawn_by is None for each in counter.held(HANA))


def test_family_is_told_where_the_person_asks_for_it(counter: Counter) -> None:
    assert counter.consent("withdraw", HANA, "--recipient", "family", "--tell-family", "--yes").code == 0
    assert ["ended.header" in each for each in counter.letters_to(DAUGHTER)] == [True]
    assert counter.letters_to(LEADER) == []


def test_of_somebody_under_a_disclosure_block_nobody_hears_anything(counter: Counter) -> None:
    counter.write(update(people).where(people.c.id == HANA).values(disclosure_block=True))
    assert counter.consent("withdraw", HANA, "--tell-family", "--yes").code == 0
    assert len(counter.rows(outbox)) == len(counter.letters_to(HANA)) == 1


def test_what_does_not_stand_cannot_be_stopped_and_staff_are_asked_first(counter: Counter) -> None:
    assert counter.consent("withdraw", MIYO, "--purpose", "shelter_care", "--yes").code == 1
    asked = counter.consent("withdraw", HANA, typed="\n")
    assert asked.code == 1
    assert "災害のときの安否のお知らせ → 家族" in "\n".join(asked.lines)
    assert all(each.withdrawn_at is None for each in counter.held(HANA))


def test_where_the_city_itself_could_see_staff_have_a_notice(counter: Counter) -> None:
    (family, *_) = [each for each in counter.held(HANA) if each.recipient_kind is RecipientKind.FAMILY]
    counter.write(insert(consents).values(row_of_consent(replace(family, id="c", recipient_kind=RecipientKind.CITY))))
    assert counter.consent("withdraw", HANA, "--recipient", "city", "--yes").code == 0
    assert [(row.kind, row.about) for row in counter.rows(notices)] == [("consent_ended", HANA)]
    assert len(counter.rows(outbox)) == 1
