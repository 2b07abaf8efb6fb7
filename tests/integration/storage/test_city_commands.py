"""`anpi city` and `anpi incident` as an operator types them, over a real database."""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import Table, select
from typer.testing import CliRunner

import config
from bot.cli import alert, city, emergency, incident, opening
from bot.cli import people as people_commands
from bot.core.incidents import Incident
from bot.core.people import City, District
from bot.core.ports import Signal
from bot.core.quota import AskQuota, Quota, unknown
from bot.core.replies import Reply, Say, text
from bot.storage.account_desk import AccountDesk
from bot.storage.alerts import AlertStore, ProposalStore
from bot.storage.city import CityStore
from bot.storage.closing_report import ReportStore
from bot.storage.consent_desk import ConsentDesk
from bot.storage.database import Database
from bot.storage.emergencies import EmergencyStore
from bot.storage.incidents import IncidentStore
from bot.storage.linking.code_digest import CodeDigests
from bot.storage.linking.codes import LinkCodes
from bot.storage.rows import AnyRow
from bot.storage.tables import held_mail, incidents, link_codes, outbox, people

DEMO = Path(config.__file__).parent / "municipalities" / "aizuwakamatsu" / "demo"
CITY = City("会津若松市", "0242-00-0000", "市のホームページ")
NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)


class Noted:
    """Wake-ups that only remember what they were told."""

    def __init__(self) -> None:
        self.signals: list[Signal] = []

    async def wake(self, signal: Signal, detail: str = "") -> None:
        self.signals.append(signal)

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        return ()


class Noon:
    def now(self) -> datetime:
        return NOON


def question(incident: Incident, city: City, districts: tuple[District, ...]) -> tuple[Reply, ...]:
    return (
        Say(text("question", title=incident.title, city=city.name, where="".join(each.name for each in districts))),
    )


@dataclass(frozen=True, slots=True)
class Desk:
    register: CityStore
    incidents: IncidentStore
    emergencies: EmergencyStore
    codes: LinkCodes
    wakeups: Noted
    city: City
    clock: Noon
    consents: ConsentDesk
    accounts: AccountDesk
    alerts: AlertStore
    proposals: ProposalStore
    reports: ReportStore
    domain: str = "city.example.lg.jp"
    question: Callable[[Incident, City, tuple[District, ...]], tuple[Reply, ...]] = question
    quota: AskQuota = unknown


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    lines: list[str]
    complaints: str


class Terminal:
    """One operator's terminal; every command opens the database anew, as a process does."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.wakeups = Noted()
        self.month: Quota | None = None
        self.app = typer.Typer()
        self.app.add_typer(city.commands(self.open_office), name="city")
        self.app.add_typer(incident.commands(self.open_office), name="incident")
        self.app.add_typer(emergency.commands(self.open_office), name="emergency")
        self.app.add_typer(alert.commands(self.open_office), name="alert")
        self.app.add_typer(people_commands.commands(self.open_office), name="people")

    @asynccontextmanager
    async def open_office(self) -> AsyncIterator[Desk]:
        database = Database(self.address)
        try:
            yield Desk(
                CityStore(database),
                IncidentStore(database),
                EmergencyStore(database),
                LinkCodes(database, CodeDigests()),
                self.wakeups,
                CITY,
                Noon(),
                ConsentDesk(database),
                AccountDesk(database),
                AlertStore(database),
                ProposalStore(database),
                ReportStore(database, CITY),
                quota=self.quota,
            )
        finally:
            await database.close()

    async def quota(self) -> Quota | None:
        return self.month

    def anpi(self, *words: str | Path, typed: str | None = None) -> Ran:
        ran = CliRunner().invoke(self.app, [str(word) for word in words], input=typed)
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return Ran(ran.exit_code, ran.stdout.splitlines(), ran.stderr)

    def opened(self, *options: str) -> str:
        ran = self.anpi("incident", "open", "--title", "春の訓練", "--hazard", "地震", *options)
        assert ran.code == 0, ran.complaints
        return ran.lines[-1]

    def summary(self, *words: str) -> dict[str, object]:
        ran = self.anpi("incident", "summary", *words, "--json")
        assert ran.code == 0, ran.complaints
        (line,) = ran.lines
        counts: dict[str, object] = json.loads(line)
        return counts

    def rows(self, table: Table) -> list[AnyRow]:
        async def read() -> list[AnyRow]:
            database = Database(self.address)
            async with database.reading() as connection:
                found = list(await connection.execute(select(table)))
            await database.close()
            return found

        return asyncio.run(read())

    def count(self, table: Table) -> int:
        return len(self.rows(table))


@pytest.fixture
def terminal(address: str) -> Terminal:
    return Terminal(address)


@pytest.fixture
def demo(terminal: Terminal) -> Terminal:
    assert terminal.anpi("city", "load", DEMO).code == 0
    return terminal


def test_loading_a_city_tells_how_many_of_each_there_are(terminal: Terminal) -> None:
    ran = terminal.anpi("city", "load", DEMO)
    assert ran.lines[:3] == ["districts: 3", "people: 41", "accounts: 35"]
    assert ran.lines[6] == "sites: 8"
    assert terminal.anpi("city", "load", DEMO) == ran


def test_a_city_with_a_problem_is_not_loaded_at_all(terminal: Terminal, tmp_path: Path) -> None:
    for file in DEMO.glob("*.csv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "roles.csv").open("a") as roles:
        roles.write("P999,leader,ikki\n")
    ran = terminal.anpi("city", "load", tmp_path)
    assert ran.code == 1
    assert ran.complaints.splitlines() == [
        "roles.csv line 10, person_id: there is no person 'P999'; add the line to people.csv, or mend the id",
        "1 problem; nothing was loaded.",
    ]
    assert terminal.count(people) == 0


def test_a_folder_that_is_none_or_holds_nothing_of_ours_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.anpi("city", "load", tmp_path / "nowhere").code == 1
    (tmp_path / "peple.csv").write_text("person_id\n")
    ran = terminal.anpi("city", "load", tmp_path)
    assert (ran.code, "holds none of districts.csv, people.csv" in ran.complaints) == (1, True)


def test_opening_asks_everybody_wakes_the_workers_and_ends_with_the_id_alone(demo: Terminal) -> None:
    ran = demo.anpi("incident", "open", "--title", "春の訓練", "--hazard", "地震", "--level", "5強", "--drill")
    assert ran.lines[:-1] == [
        "Drill 【訓練】: 春の訓練 (earthquake 5強), the whole city",
        "41 people are asked: 28 by LINE, 7 by web chat.",
        "6 of them have no account that can be written to: someone has to go or call.",
        "LINE messages: 28 (replies are free). What is left of the month is not known: LINE does not say.",
    ]
    assert ran.lines[-1].startswith("20260601-")
    assert demo.wakeups.signals == [Signal.OUTBOX]
    assert demo.count(outbox) == 5 + 7


def test_where_messages_are_short_it_says_first_who_goes_and_who_waits_and_does_so(demo: Terminal) -> None:
    demo.month = Quota(200, 190)
    ran = demo.anpi("incident", "open", "--title", "春の訓練", "--hazard", "地震", "--drill")
    assert ran.lines[3:-1] == [
        "LINE messages: 28 (replies are free). Left of the month: 10.",
        "That is not enough; they go in this order:",
        "  need support: all now",
        "  others: some wait for 23 hours at most",
        "  relatives elsewhere and officers: get it with their next reply, which is free",
        "Some of the LINE messages are held until their people write.",
    ]
    assert demo.count(held_mail) == 6
    first = [len(row.recipients) for row in demo.rows(outbox) if row.channel == "line"]
    assert sum(first) == 22
    again = demo.anpi("incident", "open", "--title", "春の訓練", "--hazard", "地震", "--drill")
    assert again.lines[3] == "LINE messages: 28 (replies are free). Left of the month: 10, and 22 more wait to be sent."


@pytest.mark.parametrize(("level", "told"), [("2", False), ("3", True), ("5", True)])
def test_where_people_are_asked_to_leave_it_says_that_helpers_elsewhere_are_told_apart(
    demo: Terminal, level: str, told: bool
) -> None:
    ran = demo.anpi("incident", "open", "--title", "春の訓練", "--hazard", "洪水", "--level", level, "--drill")
    assert any(each.startswith("Family and supporters in other districts") for each in ran.lines) == told
    assert ran.lines[-1].startswith("20260601-")


def test_at_a_terminal_nobody_is_asked_before_it_is_confirmed(demo: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "at_a_terminal", lambda: True)
    words = ("incident", "open", "--title", "春の訓練", "--hazard", "地震", "--drill")
    ran = demo.anpi(*words, typed="n\n")
    assert (ran.code, demo.count(incidents), demo.count(outbox)) == (1, 0, 0)
    assert ran.lines[1] == "41 people are asked: 28 by LINE, 7 by web chat."
    assert ran.complaints.endswith("Nobody was asked.\n")
    assert demo.anpi(*words, typed="y\n").lines[-1].startswith("20260601-")
    assert demo.anpi(*words, "--yes").code == 0
    assert demo.count(incidents) == 2


def test_a_district_may_be_named_by_id_or_name_and_several_times(demo: Terminal) -> None:
    demo.opened("--district", "一箕地区,monden")
    assert "ikki,monden" in demo.anpi("incident", "list").lines[0]
    assert demo.summary("ikki")["asked"] == 17
    assert demo.anpi("incident", "summary", "higashiyama", "--json").code == 1


def test_an_unknown_district_or_hazard_asks_nobody_and_names_the_closest(demo: Terminal) -> None:
    ran = demo.anpi("incident", "open", "--title", "x", "--hazard", "地震", "--district", "iki")
    assert (ran.code, ran.lines) == (1, [])
    assert ran.complaints == "district 'iki' is not known; did you mean ikki (一箕地区)?\nNobody was asked.\n"
    assert demo.anpi("incident", "open", "--title", "x", "--hazard", "うなぎ").code == 1
    assert demo.anpi("incident", "open", "--title", " ", "--hazard", "地震").code == 1
    assert demo.anpi("incident", "list").lines == []
    assert (demo.wakeups.signals, demo.count(outbox)) == ([], 0)


def test_the_summary_is_one_json_object_with_the_keys_that_tools_rely_on(demo: Terminal) -> None:
    id_ = demo.opened("--drill")
    assert demo.summary("一箕地区") == {
        "incident": id_,
        "district": "ikki",
        "drill": True,
        "asked": 17,
        "answered": 0,
        "safe": 0,
        "injured": 0,
        "needs_rescue": 0,
        "evacuated": 0,
        "silent": 17,
        "unverified": 0,
        "as_of": "2026-06-01T03:00:00+00:00",
    }


def test_the_summary_is_of_the_real_incident_unless_another_is_named(demo: Terminal) -> None:
    real = demo.opened()
    drill = demo.opened("--drill")
    assert demo.summary("ikki")["incident"] == real
    assert demo.summary("ikki", "--incident", drill)["incident"] == drill
    demo.anpi("incident", "close", real)
    assert demo.summary("ikki")["incident"] == drill


def test_without_an_incident_or_with_an_unknown_one_the_summary_says_so(demo: Terminal) -> None:
    ran = demo.anpi("incident", "summary", "ikki", "--json")
    assert (ran.code, ran.lines) == (1, [])
    assert ran.complaints == "No incident has concerned district ikki yet; `anpi incident open` opens one.\n"
    ran = demo.anpi("incident", "summary", "ikki", "--incident", "nope")
    assert (ran.code, "There is no incident 'nope'" in ran.complaints) == (1, True)


def test_the_list_shows_what_is_open_and_what_is_closed(demo: Terminal) -> None:
    id_ = demo.opened("--drill", "--district", "ikki")
    assert demo.anpi("incident", "list").lines == [f"{id_}  open  drill  earthquake  2026-06-01 12:00  ikki  春の訓練"]
    assert demo.anpi("incident", "close", id_).lines[0].startswith(f"{id_}  closed 2026-06-01 12:00  drill")
    assert demo.anpi("incident", "close", "nope").code == 1


def test_a_summary_for_people_shows_the_same_counts(demo: Terminal) -> None:
    demo.opened("--drill")
    lines = demo.anpi("incident", "summary", "ikki").lines
    assert lines[0].startswith("【訓練】春の訓練")
    assert "asked        17" in lines


def test_a_database_without_tables_is_answered_with_the_command_that_makes_them(tmp_path: Path) -> None:
    ran = Terminal(f"sqlite:///{tmp_path / 'empty.db'}").anpi("incident", "list")
    assert (ran.code, "anpi migrate" in ran.complaints) == (1, True)


def test_a_code_is_printed_once_and_stands_nowhere_in_the_database(demo: Terminal) -> None:
    ran = demo.anpi("people", "code", "P001")
    assert ran.code == 0, ran.complaints
    code = ran.lines[-1].strip("「」")
    assert re.fullmatch(r"\d{4} \d{4}", code)
    assert ran.lines[0] == "Person: P001"
    assert "2026-06-04 12:00" in ran.lines[1]
    assert "会津" not in "".join(ran.lines[:3])
    (row,) = asyncio.run(rows(demo.address, link_codes))
    assert (row.person_id, row.digest) == ("P001", CodeDigests().of(code.replace(" ", "")))
    assert code.replace(" ", "") not in str(row)


def test_nobody_gets_a_code_whom_the_city_does_not_know(demo: Terminal) -> None:
    ran = demo.anpi("people", "code", "P999")
    assert ran.code == 1
    assert "'P999' is nobody in people.csv" in ran.complaints
    assert asyncio.run(rows(demo.address, link_codes)) == []


def test_a_code_lives_as_long_as_it_is_told_and_never_for_months(demo: Terminal) -> None:
    assert "2026-06-01 18:00" in demo.anpi("people", "code", "P001", "--hours", "6").lines[1]
    assert demo.anpi("people", "code", "P001", "--hours", "2000").code == 2


async def rows(address: str, table: Table) -> list[Any]:
    database = Database(address)
    try:
        async with database.reading() as connection:
            return list(await connection.execute(select(table)))
    finally:
        await database.close()
