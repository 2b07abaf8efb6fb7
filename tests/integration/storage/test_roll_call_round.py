"""The leader of the demo town tells of ten households in one message: through real turns, over both databases."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.cli.city_files import read_folder
from bot.core.events import Channel, conversation_id
from bot.core.ids import ConversationId, EventId, IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.ports import LANES, Arrival
from bot.core.replies import Card
from bot.core.reports import Report
from bot.hearing import Hearing
from bot.storage.city import CityStore
from bot.storage.city_load.town import read_town
from bot.storage.database import Database
from bot.storage.inbox import SqlInbox
from bot.storage.incidents import IncidentStore
from bot.storage.ledger.entry import EntryKind
from bot.storage.rows.letters import letter_of
from bot.storage.rows.reports import report_of
from bot.storage.tables import ledger, notices, outbox, reports, roll_calls
from bot.storage.turn_store import SqlTurnStore
from bot.storage.wakeups import InProcessWakeups
from bot.turns import Turns
from tests.contracts.city import NOON
from tests.transcripts.town import CITY
from tests.understanding import interpreter, many_heard
from tests.unit.stage import PlainParser, SetClock

_DEMO = Path(__file__).parents[3] / "config" / "municipalities" / "aizuwakamatsu" / "demo"
_QUAKE = Incident(IncidentId("I1"), "地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOON)
_TEN = (
    "見回りました。会津さん 旗あり、鈴木さん 旗あり、渡部さん宅 旗あり、遠藤さん 訪問して無事、星さん宅 留守、"
    "斎藤ヨシさん 電話で無事、グエンさん 避難所、長谷川さくらさん 無事、大竹さん 応答なし、五十嵐さん 無事"
)


class Leaders:
    """The leader's talk, event by event; every turn in a process that has just started."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = SetClock()
        self.number = 0

    async def ask(self) -> None:
        town = read_town(read_folder(_DEMO))
        await CityStore(self.database).write(town, NOON - timedelta(days=1), lambda _: None)
        await IncidentStore(self.database).open(_QUAKE, ())

    async def says(self, words: str) -> list[str]:
        self.number += 1
        self.clock.advance(60)
        at = self.clock.now()
        told = Arrival(EventId(f"E{self.number}"), Channel.LINE, await self._talk(), at, at, words.encode())
        await SqlInbox(self.database).accept([told])
        before = len(await self._cards())
        turns = self._turns()
        await turns.begin(range(LANES))
        await turns.settle()
        return (await self._cards())[before:]

    def _turns(self) -> Turns:
        store = SqlTurnStore(self.database)
        return Turns(
            store=store,
            parsers={Channel.LINE: PlainParser()},
            hearing=Hearing(interpreter(), store, self.clock, many_heard()),
            city=CITY,
            clock=self.clock,
            wakeups=InProcessWakeups(),
        )

    async def _talk(self) -> ConversationId:
        return conversation_id(Channel.LINE, _address())

    async def _cards(self) -> list[str]:
        async with self.database.reading() as connection:
            rows = [letter_of(row) for row in await connection.execute(select(outbox).order_by(outbox.c.seq))]
        mine = [each for each in rows if each.recipients == (_address(),)]
        return [each.header.key for letter in mine for each in letter.speech.replies if isinstance(each, Card)]

    async def reports(self) -> dict[str, Report]:
        async with self.database.reading() as connection:
            found = [report_of(row) for row in await connection.execute(select(reports))]
        return {str(each.about): each for each in found}


def _address() -> str:
    rows = (_DEMO / "accounts.csv").read_text("utf-8-sig").splitlines()
    return next(row.split(",")[2] for row in rows if row.startswith("P003,line,"))


@pytest.mark.parametrize("confirming", ["はい", "この内容で報告する"])
async def test_ten_households_in_one_message_are_reported_after_one_yes(database: Database, confirming: str) -> None:
    leader = Leaders(database)
    await leader.ask()
    assert await leader.says(_TEN) == ["roll_call.header"]
    assert await leader.reports() == {}
    assert await leader.says(confirming) == ["roll_call.received"]
    told = await leader.reports()
    assert {about: (str(each.condition), str(each.absence), str(each.sighting)) for about, each in told.items()} == {
        "P001": ("safe", "None", "yellow_flag"),
        "P004": ("safe", "None", "yellow_flag"),
        "P005": ("safe", "None", "yellow_flag"),
        "P006": ("safe", "None", "yellow_flag"),
        "P017": ("safe", "None", "visit"),
        "P007": ("None", "away", "unsaid"),
        "P011": ("safe", "None", "telephone"),
        "P009": ("safe", "None", "unsaid"),
        "P015": ("safe", "None", "unsaid"),
    }
    async with database.reading() as connection:
        assert (await connection.execute(select(roll_calls))).all() == []
        noted = {(row.about, row.words) for row in await connection.execute(select(notices))}
        shown = [
            row.person_id
            for row in await connection.execute(select(ledger).where(ledger.c.kind == EntryKind.DISCLOSURE.value))
            if row.other_id == "P003"
        ]
    assert noted == {(None, "大竹さん 応答なし / 五十嵐さん 無事"), ("P007", "星さん宅 留守")}
    assert shown == []


async def test_the_list_waits_through_a_restart_and_is_kept_from_whoever_reads_the_database(sealed: Database) -> None:
    leader = Leaders(sealed)
    await leader.ask()
    await leader.says("会津さん 旗あり、鈴木さん 留守")
    plain = Database(sealed.url.render_as_string(hide_password=False))
    async with plain.reading() as connection:
        raw = (await connection.exec_driver_sql("SELECT body FROM roll_calls")).scalar_one()
    await plain.close()
    assert "会津" not in raw
    assert await leader.says("はい") == ["roll_call.received"]
