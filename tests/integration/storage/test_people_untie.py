"""`anpi people untie` as staff type it: the list, the question, the end, and what stays on record."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select
from typer.testing import CliRunner

from bot.core.ports import Signal
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.rows.letters import letter_of
from bot.storage.tables import accounts, conversations, ledger, outbox, untied_accounts, web_accounts
from tests.integration.storage.test_city_commands import NOON, Terminal

HER_PHONE = "U00000000000000000000000000000001"
HER_CHAT, HIS_PHONE = "feedbeef", "U00000000000000000000000000000002"


class Counter(Terminal):
    """The town has Hana with three accounts, and Isamu at the counter."""

    def fill(self, folder: Path) -> None:
        (folder / "districts.csv").write_text("district,name\nnorth,北地区\n")
        lines = ["person_id,name,district", "P-hana,会津 花子,north", "P-isamu,佐藤 勇,north", "P-leader,長 一,north"]
        (folder / "people.csv").write_text("\n".join(lines) + "\n")
        (folder / "roles.csv").write_text("person_id,role,district\nP-isamu,city_staff,\nP-leader,leader,north\n")
        (folder / "accounts.csv").write_text(f"person_id,channel,address\nP-hana,line,{HER_PHONE}\n")
        self.folder = folder
        assert self.anpi("city", "load", folder).code == 0
        tied = {"tied_by": "code", "tied_at": NOON, "person_id": "P-hana"}
        rows = [{"channel": "web", "address": HER_CHAT}, {"channel": "line", "address": HIS_PHONE}]
        self.add(accounts, [tied | {**each, "tied_by": by} for each, by in zip(rows, ("city_os", "code"), strict=True)])
        self.add(web_accounts, [{"token_hash": "0" * 64, "address": HER_CHAT, "created_at": NOON}])
        spoken = {"id": f"line:{HIS_PHONE}", "channel": "line", "address": HIS_PHONE, "person_id": "P-hana"}
        self.add(conversations, [{**spoken, "version": 4, "language": "en", "state": "consent.awaiting_answer"}])

    def add(self, table: Table, rows: list[dict[str, Any]]) -> None:
        async def added() -> None:
            database = Database(self.address)
            async with database.writing() as connection:
                await add_new(connection, table, rows)
            await database.close()

        asyncio.run(added())

    def rows(self, table: Table) -> list[Any]:
        async def read() -> list[Any]:
            database = Database(self.address)
            async with database.reading() as connection:
                found = list(await connection.execute(select(table)))
            await database.close()
            return found

        return asyncio.run(read())

    def untie(self, *words: str, answers: str = "") -> tuple[int, str, str]:
        said = ["people", "untie", "P-hana", *words]
        ran = CliRunner().invoke(self.app, said, input=answers)
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return ran.exit_code, ran.stdout, ran.stderr

    def linked(self) -> set[str]:
        return {row.address for row in self.rows(accounts) if row.person_id == "P-hana"}

    def number_of(self, line: str) -> str:
        listed = self.untie("--by", "P-isamu", answers="1\nn\n")[1].splitlines()
        return next(each.partition(".")[0] for each in listed if line in each)


@pytest.fixture
def counter(address: str, tmp_path: Path) -> Counter:
    counter = Counter(address)
    counter.fill(tmp_path)
    return counter


def test_lists_the_accounts_without_any_address_and_ends_the_one_that_was_named(counter: Counter) -> None:
    number = counter.number_of("LINE, linked by a one-time code")
    code, said, _ = counter.untie("--by", "P-isamu", "--account", number, answers="y\n")
    assert code == 0, said
    assert "1. LINE, linked from the city's files" in said
    assert "web chat, linked by signing in at the city OS, since 2026-06-01 12:00" in said
    assert not any(each in said for each in (HER_PHONE, HER_CHAT, HIS_PHONE))
    assert counter.linked() == {HER_PHONE, HER_CHAT}


def test_what_was_ended_is_told_at_that_account_alone_in_its_language(counter: Counter) -> None:
    number = counter.number_of("LINE, linked by a one-time code")
    counter.untie("--by", "P-isamu", "--account", number, "--yes")
    (letter,) = map(letter_of, counter.rows(outbox))
    assert (letter.recipients, letter.speech.language) == ((HIS_PHONE,), "en")
    assert "linking.ended" in repr(letter.speech)
    assert "花子" not in repr(letter.speech)
    assert counter.wakeups.signals == [Signal.OUTBOX, Signal.WEB_CHAT]


def test_the_ledger_says_who_ended_it(counter: Counter) -> None:
    counter.untie("--by", "P-isamu", "--account", "1", "--yes")
    (row,) = [each for each in counter.rows(ledger) if each.kind == "account_untied"]
    assert (row.person_id, row.other_id) == ("P-hana", "P-isamu")
    assert json.loads(row.body) == {"channel": "line", "by": "staff"}


def test_it_counts_at_once_and_no_question_stays_open(counter: Counter) -> None:
    number = counter.number_of("LINE, linked by a one-time code")
    counter.untie("--by", "P-isamu", "--account", number, "--yes")
    (row,) = counter.rows(conversations)
    assert (row.person_id, row.state, row.version) == (None, "idle", 5)


def test_a_web_chat_that_was_ended_is_empty_for_its_cookie_and_told_there(counter: Counter) -> None:
    number = counter.number_of("web chat")
    counter.untie("--by", "P-isamu", "--account", number, "--yes")
    (browser,) = counter.rows(web_accounts)
    assert browser.address != HER_CHAT
    (letter,) = map(letter_of, counter.rows(outbox))
    assert letter.recipients == (browser.address,)


def test_the_citys_files_do_not_link_again_what_was_ended(counter: Counter) -> None:
    counter.untie("--by", "P-isamu", "--account", "1", "--yes")
    assert [row.address for row in counter.rows(untied_accounts)] == [HER_PHONE]
    assert counter.anpi("city", "load", counter.folder).code == 0
    assert HER_PHONE not in counter.linked()


def test_several_at_once_and_then_there_is_none(counter: Counter) -> None:
    every = [word for number in "123" for word in ("--account", number)]
    assert counter.untie("--by", "P-isamu", *every, "--yes")[0] == 0
    assert counter.linked() == set()
    code, said, _ = counter.untie("--by", "P-isamu", "--yes")
    assert (code, "has no linked account" in said) == (0, True)
    assert "anpi people code P-hana" in said


@pytest.mark.parametrize(
    ("words", "answers", "complaint"),
    [
        (("--by", "P-leader", "--yes"), "", "is no city_staff or city_manager"),
        (("--by", "nobody", "--yes"), "", "is no city_staff or city_manager"),
        (("--by", "P-isamu", "--yes"), "", "say which with --account NUMBER"),
        (("--by", "P-isamu", "--account", "4", "--yes"), "", "--account 4 is no number of the list"),
        (("--by", "P-isamu", "--account", "0", "--yes"), "", "--account 0 is no number of the list"),
        (("--by", "P-isamu", "--account", "2"), "n\n", ""),
        (("--by", "P-isamu"), "2\nn\n", ""),
    ],
)
def test_without_a_name_a_number_or_a_yes_nothing_ends(
    counter: Counter, words: tuple[str, ...], answers: str, complaint: str
) -> None:
    code, _, said = counter.untie(*words, answers=answers)
    assert (code, complaint in said, "No link was ended." in said) == (1, True, True)
    assert counter.linked() == {HER_PHONE, HER_CHAT, HIS_PHONE}
    assert counter.rows(outbox) == []
    assert not [row for row in counter.rows(ledger) if row.kind == "account_untied"]


def test_nobody_is_told_of_somebody_who_does_not_exist(counter: Counter) -> None:
    ran = counter.anpi("people", "untie", "P-nobody", "--by", "P-isamu", "--yes")
    assert (ran.code, "'P-nobody' is nobody in people.csv" in ran.complaints) == (1, True)
