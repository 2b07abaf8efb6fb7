"""`anpi nlu review` as an operator types it, over a real database: whose words come out, and what is taken over."""

import asyncio
import json
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import typer
from sqlalchemy import Table, delete, insert, select, update
from typer.testing import CliRunner, Result

from bot.bootstrap.reviewing import ReviewDesk, words_of
from bot.cli.nlu.command import commands
from bot.cli.nlu.utterance_file import written
from bot.core.events import Channel
from bot.core.ids import ConversationId, EventId, derived_id
from bot.core.ports import Arrival
from bot.core.understanding import Condition, Intent, Need, Understanding
from bot.storage import tables, unclear
from bot.storage.database import Database
from bot.storage.sealing.keys import new_key, read_keys
from bot.storage.unclear import UnclearTurns
from nlu.corpus import Example, read_corpus

NOON = datetime(2026, 6, 1, 3, tzinfo=UTC)
KEYS = read_keys([new_key()])
GUESS = Understanding(Intent.REPORT_STATUS, Condition.INJURED, needs=(Need.WATER,), confidence=0.3, unsure=True)


class Noon:
    def now(self) -> datetime:
        return NOON


@dataclass
class Desk:
    """One operator's desk; every command opens the database anew, as a process does."""

    address: str
    folder: Path

    @property
    def training_file(self) -> Path:
        return self.folder / "nlu" / "reviewed.yml"

    @property
    def sheet(self) -> Path:
        return self.folder / "labels.yml"

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[ReviewDesk]:
        database = Database(self.address, keys=KEYS)
        try:
            yield ReviewDesk(UnclearTurns(database), words_of, lambda: lambda _: GUESS, self.training_file, Noon())
        finally:
            await database.close()

    def anpi(self, *words: str | Path) -> Result:
        app = typer.Typer()
        app.add_typer(commands(self.opened), name="nlu")
        ran = CliRunner().invoke(app, ["nlu", "review", *map(str, words)])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return ran

    def exported(self, *words: str) -> list[str]:
        """The words of the messages in a fresh file."""
        self.sheet.unlink(missing_ok=True)
        assert self.anpi("export", self.sheet, *words).exit_code == 0
        return [each.text for each in read_corpus([self.sheet])] if self.sheet.exists() else []

    def relabelled(self, *changes: tuple[str, str]) -> None:
        text = self.sheet.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        self.sheet.write_text(text, "utf-8")

    def run(self, work: Callable[[Database], Awaitable[Any]]) -> Any:
        async def whole() -> Any:
            database = Database(self.address, keys=KEYS)
            try:
                return await work(database)
            finally:
                await database.close()

        return asyncio.run(whole())

    def add(self, table: Table, *rows: Mapping[str, Any]) -> None:
        async def work(database: Database) -> None:
            async with database.writing() as connection:
                for row in rows:
                    await connection.execute(insert(table), row)

        self.run(work)

    def execute(self, statement: Any) -> None:
        async def work(database: Database) -> None:
            async with database.writing() as connection:
                await connection.execute(statement)

        self.run(work)

    def reviewed(self) -> list[str]:
        async def work(database: Database) -> list[str]:
            asked = select(tables.unclear_turns.c.event_id).where(tables.unclear_turns.c.reviewed_at.is_not(None))
            async with database.reading() as connection:
                return list(await connection.scalars(asked.order_by(tables.unclear_turns.c.event_id)))

        found: list[str] = self.run(work)
        return found

    def person(self, id_: str, *, agreed: bool = True, **more: Any) -> None:
        self.add(tables.people, {"id": id_, "name": f"会津 {id_}", **more})
        self.add(tables.accounts, {"channel": "line", "address": f"U{id_}", "person_id": id_})
        if agreed:
            self.add(tables.consents, consent(id_))

    def said(self, person: str, words: str, minute: int = 0) -> None:
        number = derived_id(person, words)
        conversation, at = f"line:U{person}", NOON + timedelta(minutes=minute)
        event = {"type": "message", "message": {"id": number, "type": "text", "text": words}}
        row = {"event_id": words, "channel": "line", "conversation": conversation, "lane": 1, "state": "done"}
        times = {"occurred_at": at, "received_at": at, "done_at": at}
        self.add(tables.inbox, {**row, **times, "raw": json.dumps(event).encode()})
        turn = {"id": number, "event_id": words, "conversation": conversation, "person_id": person, "said_at": at}
        self.add(tables.unclear_turns, {**turn, "intent": "greet", "confidence": 0.2})


def consent(person: str, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"C-{person}",
        "person_id": person,
        "purpose": "safety_sharing",
        "items": ["condition"],
        "recipient_kind": "family",
        "phase": "both",
        "cadence": "once",
        "given_at": NOON - timedelta(days=9),
        **changes,
    }


def withdrawn(person: str) -> Any:
    of_person = tables.consents.c.person_id == person
    return update(tables.consents).where(of_person).values(withdrawn_at=NOON)


@pytest.fixture
def desk(address: str, tmp_path: Path) -> Desk:
    return Desk(address, tmp_path)


class TestExport:
    def test_words_come_out_with_a_guess_and_their_id_and_nothing_about_whose_they_are(self, desk: Desk) -> None:
        desk.person("hana")
        desk.said("hana", "あいや、こえぇなし")
        ran = desk.anpi("export", desk.sheet)
        assert ran.exit_code == 0
        assert "1 message written" in ran.stdout
        assert "must not leave the city's machines" in ran.stdout
        assert stat.S_IMODE(desk.sheet.stat().st_mode) == 0o600
        (example,) = read_corpus([desk.sheet])
        assert (example.text, example.condition, example.unsure) == ("あいや、こえぇなし", Condition.INJURED, True)
        text = desk.sheet.read_text("utf-8")
        assert f"review: {derived_id('hana', 'あいや、こえぇなし')}" in text
        assert "会津" not in text
        assert "Uhana" not in text
        assert "hana" not in text
        assert desk.reviewed() == []

    def test_without_the_base_consent_no_word_comes_out(self, desk: Desk) -> None:
        desk.person("silent", agreed=False)
        desk.person("refused", agreed=False)
        desk.add(tables.consents, consent("refused", refused=True))
        desk.person("expired", agreed=False)
        desk.add(tables.consents, consent("expired", expires_at=NOON))
        desk.person("of the plan", agreed=False)
        desk.add(tables.consents, consent("of the plan", purpose="plan_drafting", recipient_kind="service"))
        desk.person("blocked", disclosure_block=True)
        for each in ("silent", "refused", "expired", "of the plan", "blocked"):
            desk.said(each, f"words of {each}")
        ran = desk.anpi("export", desk.sheet)
        assert ran.exit_code == 0
        assert "Nothing waits for a label" in ran.stdout
        assert not desk.sheet.exists()

    def test_a_withdrawal_and_a_later_yes_count_at_once(self, desk: Desk) -> None:
        desk.person("hana")
        desk.said("hana", "こえぇ")
        assert desk.exported() == ["こえぇ"]
        desk.execute(withdrawn("hana"))
        assert desk.exported() == []
        desk.add(tables.consents, consent("hana", id="again"))
        assert desk.exported() == ["こえぇ"]

    def test_who_is_not_linked_any_more_is_left_out(self, desk: Desk) -> None:
        desk.person("hana")
        desk.said("hana", "こえぇ")
        desk.execute(delete(tables.accounts))
        assert desk.exported() == []

    def test_what_was_taken_back_or_went_with_the_inbox_is_left_out(self, desk: Desk) -> None:
        desk.person("hana")
        for words in ("taken back", "gone", "there"):
            desk.said("hana", words)
        erased = json.dumps({"type": "message", "message": {"id": "1", "type": "text"}}).encode()
        desk.execute(update(tables.inbox).where(tables.inbox.c.event_id == "taken back").values(raw=erased))
        desk.execute(delete(tables.inbox).where(tables.inbox.c.event_id == "gone"))
        assert desk.exported() == ["there"]

    def test_the_oldest_come_first_page_by_page_and_no_more_than_asked(
        self, desk: Desk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(unclear, "_WAITING", unclear._WAITING.limit(2))
        monkeypatch.setattr(unclear, "_AFTER", unclear._AFTER.limit(2))
        desk.person("hana")
        desk.person("silent", agreed=False)
        for number in (3, 1, 5, 2, 4):
            desk.said("hana", f"hana {number}", number)
            desk.said("silent", f"silent {number}", number)
        assert desk.exported() == [f"hana {number}" for number in range(1, 6)]
        assert desk.exported("--limit", "2") == ["hana 1", "hana 2"]

    def test_no_file_is_written_over(self, desk: Desk) -> None:
        desk.sheet.write_text("mine")
        ran = desk.anpi("export", desk.sheet)
        assert (ran.exit_code, desk.sheet.read_text()) == (1, "mine")
        assert "is there already" in ran.stderr


class TestImport:
    @pytest.fixture(autouse=True)
    def waiting(self, desk: Desk) -> None:
        desk.person("hana")
        for number, words in enumerate(("こえぇ", "さすけねぇ", "なじょだ")):
            desk.said("hana", words, number)
        assert len(desk.exported()) == 3

    def test_labels_go_into_the_citys_own_training_file_and_do_not_come_again(self, desk: Desk) -> None:
        desk.relabelled((", unsure: true", ""), ("condition: injured, needs: [water]", "condition: safe"))
        ran = desk.anpi("import", desk.sheet)
        assert ran.exit_code == 0, ran.stderr
        assert "3 labels taken over" in ran.stdout
        assert "`anpi nlu train` brings them in" in ran.stdout
        assert stat.S_IMODE(desk.training_file.stat().st_mode) == 0o600
        taken = read_corpus([desk.training_file])
        assert [each.text for each in taken] == ["こえぇ", "さすけねぇ", "なじょだ"]
        assert {each.condition for each in taken} == {Condition.SAFE}
        assert "review" not in desk.training_file.read_text("utf-8")
        assert desk.reviewed() == ["こえぇ", "さすけねぇ", "なじょだ"]
        assert desk.exported() == []

    def test_the_same_file_twice_changes_nothing(self, desk: Desk) -> None:
        desk.anpi("import", desk.sheet)
        before = desk.training_file.read_bytes()
        ran = desk.anpi("import", desk.sheet)
        assert ran.exit_code == 0
        assert "0 labels taken over" in ran.stdout
        assert "3 left out" in ran.stdout
        assert desk.training_file.read_bytes() == before

    def test_what_was_deleted_from_the_file_waits_on(self, desk: Desk) -> None:
        blocks = desk.sheet.read_text("utf-8").split("- intent: ")
        desk.sheet.write_text("- intent: ".join(blocks[:2]), "utf-8")
        assert desk.anpi("import", desk.sheet).exit_code == 0
        assert desk.exported() == ["さすけねぇ", "なじょだ"]

    def test_new_texts_come_behind_the_old_ones_and_none_stands_twice(self, desk: Desk) -> None:
        desk.training_file.parent.mkdir()
        before = (Example("なじょだ", Intent.GREET), Example("おばんです", Intent.GREET))
        desk.training_file.write_text(written((each, None) for each in before), "utf-8")
        assert desk.anpi("import", desk.sheet).exit_code == 0
        taken = read_corpus([desk.training_file])
        assert [each.text for each in taken] == ["なじょだ", "おばんです", "こえぇ", "さすけねぇ"]
        assert taken[0].intent is Intent.REPORT_STATUS

    def test_with_one_problem_nothing_is_taken(self, desk: Desk) -> None:
        text = desk.sheet.read_text("utf-8").replace("condition: injured", "condition: hurt", 1)
        desk.sheet.write_text(text, "utf-8")
        ran = desk.anpi("import", desk.sheet)
        assert ran.exit_code == 1
        assert "condition: 'hurt' is not known; write one of safe, injured" in ran.stderr
        assert "1 problem; nothing was taken." in ran.stderr
        assert (desk.training_file.exists(), desk.reviewed()) == (False, [])

    def test_a_withdrawal_since_the_export_counts(self, desk: Desk) -> None:
        desk.execute(withdrawn("hana"))
        ran = desk.anpi("import", desk.sheet)
        assert ran.exit_code == 0
        assert "3 left out" in ran.stdout
        assert (desk.training_file.exists(), desk.reviewed()) == (False, [])

    def test_where_the_training_file_cannot_be_written_nothing_is_marked(self, desk: Desk) -> None:
        (desk.folder / "nlu").write_text("no folder")
        ran = desk.anpi("import", desk.sheet)
        assert (ran.exit_code, desk.reviewed()) == (1, [])
        assert "cannot be written" in ran.stderr

    def test_a_training_file_that_somebody_spoilt_is_left_alone(self, desk: Desk) -> None:
        desk.training_file.parent.mkdir()
        desk.training_file.write_text("nlu: 3")
        ran = desk.anpi("import", desk.sheet)
        assert (ran.exit_code, desk.reviewed(), desk.training_file.read_text()) == (1, [], "nlu: 3")
        assert "must hold a list under `nlu`" in ran.stderr

    def test_a_file_that_is_not_there_is_said(self, desk: Desk) -> None:
        ran = desk.anpi("import", desk.folder / "none.yml")
        assert ran.exit_code == 1
        assert "cannot be read" in ran.stderr


@pytest.mark.parametrize(
    ("channel", "raw", "words"),
    [
        (Channel.WEB, {"kind": "text", "text": "こえぇ"}, "こえぇ"),
        (Channel.WEB, {"kind": "tap", "data": "x"}, None),
        (Channel.LINE, {"type": "message", "message": {"id": "1", "type": "text", "text": "こえぇ"}}, "こえぇ"),
        (Channel.LINE, {"type": "message", "message": {"id": "1", "type": "text"}}, None),
    ],
)
def test_the_words_are_read_from_what_came_in_over_each_channel(
    channel: Channel, raw: Mapping[str, Any], words: str | None
) -> None:
    of_somebody = ConversationId(f"{channel}:x")
    assert words_of(Arrival(EventId("e"), channel, of_somebody, NOON, NOON, json.dumps(raw).encode())) == words
