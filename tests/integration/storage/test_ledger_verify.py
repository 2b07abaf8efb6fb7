"""`anpi ledger verify` over a real database in which somebody has edited rows with SQL."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
import typer
from sqlalchemy import text
from typer.testing import CliRunner

from bot.cli import ledger as ledger_command
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.verify import CHUNK
from tests.servers.tables import migrated
from tests.unit.storage.ledger.chains import entry


@dataclass(frozen=True)
class Desk:
    """One ledger, the hand that changes it, and the operator who verifies it."""

    address: str

    def run(self, *statements: str) -> None:
        asyncio.run(self._run(statements))

    async def _run(self, statements: Sequence[str]) -> None:
        async with self.opened() as database, database.writing() as connection:
            for statement in statements:
                await connection.execute(text(statement))

    def fill(self, rows: int) -> None:
        asyncio.run(self._fill(rows))

    async def _fill(self, rows: int) -> None:
        async with self.opened() as database, database.writing() as connection:
            for start in range(1, rows + 1, CHUNK):
                await append(connection, [entry(number) for number in range(start, min(start + CHUNK, rows + 1))])

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Database]:
        database = Database(self.address)
        try:
            yield database
        finally:
            await database.close()

    def verify(self, *options: str) -> tuple[int, list[str], list[str]]:
        app = typer.Typer()
        app.add_typer(ledger_command.commands(self.opened), name="ledger")
        ran = CliRunner().invoke(app, ["ledger", "verify", *options])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return ran.exit_code, ran.stdout.splitlines(), ran.stderr.splitlines()


@pytest.fixture
def desk(address: str) -> Desk:
    desk = Desk(address)
    desk.fill(CHUNK + 10)
    return desk


def test_an_untouched_ledger_verifies_and_its_head_proves_it_again_later(desk: Desk) -> None:
    code, lines, complaints = desk.verify()
    assert (code, complaints, lines[0]) == (0, [], f"{CHUNK + 10} rows, no faults")
    assert desk.verify("--known", lines[-1])[0] == 0


def test_a_row_edited_by_hand_in_the_database_is_named(desk: Desk) -> None:
    desk.run(f"UPDATE ledger SET other_id = 'P77' WHERE seq = {CHUNK + 3}")
    code, lines, complaints = desk.verify()
    assert code == 1
    assert complaints == [f"row {CHUNK + 3} (e{CHUNK + 3}): one of its columns is not what was written"]
    assert lines == [f"{CHUNK + 10} rows, 1 fault"]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ('UPDATE ledger SET body = \'{"word":"x"}\' WHERE seq = 7', "row 7 (e7): its body is not the one"),
        ("UPDATE ledger SET body = NULL WHERE seq IN (7, 8)", "rows 7 to 8: no body"),
        ("UPDATE ledger SET drill = NOT drill WHERE seq = 7", "row 7 (e7): one of its columns"),
        ("DELETE FROM ledger WHERE seq BETWEEN 1990 AND 2005", "rows 1990 to 2005: removed"),
        ("DELETE FROM ledger WHERE seq > 2001", "rows 2002 to 2010: removed"),
        ("UPDATE ledger SET seq = 5000 WHERE seq = 7", "row 5000 (e7): stands in another row's place; it is row 7"),
        ("UPDATE ledger_head SET seq = 2011", "row 2010 (e2010): the head of the ledger does not stand on it"),
        ("DELETE FROM ledger_head", "row 2010 (e2010): the head of the ledger does not stand on it"),
    ],
)
def test_every_edit_is_told_by_its_row(desk: Desk, edit: str, expected: str) -> None:
    desk.run(edit)
    code, _, complaints = desk.verify()
    assert (code, len(complaints)) == (1, 1)
    assert complaints[0].startswith(expected)


def test_two_rows_swapped_by_hand_are_told_with_their_places(desk: Desk) -> None:
    desk.run(*(f"UPDATE ledger SET seq = {new} WHERE seq = {old}" for old, new in ((7, -1), (2003, 7), (-1, 2003))))
    assert desk.verify()[2] == [
        "row 7 (e2003): stands in another row's place; it is row 2003",
        "row 2003 (e7): stands in another row's place; it is row 7",
    ]


def test_a_head_that_was_written_down_is_compared(desk: Desk) -> None:
    code, _, complaints = desk.verify("--known", f"7:{'a' * 64}")
    assert code == 1
    assert complaints == ["row 7: is not the row that was written down; the ledger up to here was written anew"]
    code, _, complaints = desk.verify("--known", "seven")
    assert (code, "--known is a row's number" in complaints[0]) == (1, True)


def test_a_moment_that_is_none_is_a_changed_column_and_no_crash(tmp_path_factory: pytest.TempPathFactory) -> None:
    address = f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'anpi.db'}"
    migrated(address)
    desk = Desk(address)
    desk.fill(3)
    desk.run("UPDATE ledger SET at = 'yesterday' WHERE seq = 2")
    assert desk.verify()[2] == ["row 2 (e2): one of its columns is not what was written"]
