"""An emergency opens what is necessary and closes it by itself, and people hear of both (promise 6)."""

import asyncio
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from bot.core.audience import Rank
from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Emergency
from bot.core.quota import SHORT, Quota
from bot.core.replies import Reply, Say, text
from bot.storage.database import Database
from bot.storage.emergencies import EmergencyStore
from bot.storage.ledger.verify import verify
from bot.storage.questions import Audience
from bot.storage.tables import accounts, ledger, outbox, people
from tests.integration.storage.ladder.town import settle, user
from tests.integration.storage.test_city_commands import DEMO, NOON, Terminal

MANAGER, LEADER = "P041", "P003"
DECLARED = ("emergency", "declare", "--by", MANAGER, "--cause", "大雨特別警報", "--until", "+24h", "--district", "ikki")


@pytest.fixture
def demo(address: str) -> Terminal:
    terminal = Terminal(address)
    assert terminal.anpi("city", "load", DEMO).code == 0
    return terminal


def rows(demo: Terminal, table: Any) -> list[Any]:
    async def read() -> list[Any]:
        database = Database(demo.address)
        async with database.reading() as connection:
            found = list(await connection.execute(select(table)))
        await database.close()
        return found

    return asyncio.run(read())


def tell_ended(demo: Terminal, at: datetime) -> int:
    def words(emergency: Emergency, end: datetime) -> tuple[Reply, ...]:
        return (Say(text("ended", what=emergency.cause, at=end)),)

    async def tell() -> int:
        database = Database(demo.address)
        told = await EmergencyStore(database).tell_ended(at, words)
        await database.close()
        return told

    return asyncio.run(tell())


def kinds(demo: Terminal) -> list[str]:
    return [row.kind for row in sorted(rows(demo, ledger), key=lambda row: row.seq) if "emergency" in row.kind]


def test_a_manager_declares_it_and_everybody_of_the_area_is_told(demo: Terminal) -> None:
    ran = demo.anpi(*DECLARED)
    assert ran.code == 0, ran.complaints
    assert ran.lines[0] == "Declared for 一箕地区 until 2026-06-02 12:00: 大雨特別警報"
    letters = rows(demo, outbox)
    assert letters
    assert all("emergency.begins" in row.speech and not row.drill for row in letters)
    (declared,) = (row for row in rows(demo, ledger) if row.kind == "emergency_declared")
    assert declared.other_id == MANAGER
    assert json.loads(declared.body)["districts"] == ["ikki"]
    assert demo.anpi("emergency", "list").lines == [
        f"{ran.lines[-1]}  until 2026-06-02 12:00  ikki  大雨特別警報  by {MANAGER}"
    ]


def test_whoever_has_not_answered_is_led_back_to_the_question(demo: Terminal) -> None:
    """The notice stands below it in the chat, and another one when it is over."""
    opened = demo.anpi("incident", "open", "--title", "大雨", "--hazard", "flood", "--district", "ikki", "--yes")
    assert opened.code == 0, opened.complaints
    id_ = demo.anpi(*DECLARED).lines[-1]
    assert demo.anpi("emergency", "end", id_).code == 0
    told = [row.speech for row in rows(demo, outbox) if '"emergency.begins' in row.speech]
    over = [row.speech for row in rows(demo, outbox) if '"emergency.ended' in row.speech]
    assert told
    assert over
    assert all("emergency.answer" in each for each in (*told, *over))


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({MANAGER: LEADER}, "only somebody with the role city_manager"),
        ({"+24h": "tomorrow"}, "--until 'tomorrow' is no time"),
        ({"+24h": "2026-05-01 12:00"}, "--until lies in the past"),
        ({"+24h": "2027-05-01 12:00"}, "--until is too far away"),
        ({"大雨特別警報": " "}, "--cause is empty"),
        ({"ikki": "atlantis"}, "atlantis"),
    ],
)
def test_what_does_not_hold_declares_nothing(demo: Terminal, changed: dict[str, str], complaint: str) -> None:
    ran = demo.anpi(*(changed.get(word, word) for word in DECLARED))
    assert ran.code == 1
    assert complaint in ran.complaints
    assert "Nothing was declared." in ran.complaints
    assert (kinds(demo), demo.count(outbox)) == ([], 0)


def test_it_ends_by_itself_and_people_hear_of_it_once(demo: Terminal) -> None:
    assert demo.anpi(*DECLARED).code == 0
    begun = demo.count(outbox)
    assert tell_ended(demo, NOON + timedelta(hours=23)) == 0
    assert tell_ended(demo, NOON + timedelta(hours=24, minutes=1)) == 1
    assert demo.count(outbox) == 2 * begun
    assert tell_ended(demo, NOON + timedelta(hours=25)) == 0
    assert kinds(demo) == ["emergency_declared", "emergency_ended"]
    ended = next(row for row in rows(demo, ledger) if row.kind == "emergency_ended")
    assert ended.at == NOON + timedelta(hours=24)


def test_it_can_be_ended_before_its_time_and_only_once(demo: Terminal) -> None:
    id_ = demo.anpi(*DECLARED).lines[-1]
    ended = demo.anpi("emergency", "end", id_)
    assert ended.code == 0, ended.complaints
    assert kinds(demo) == ["emergency_declared", "emergency_ended"]
    again = demo.anpi("emergency", "end", id_)
    assert again.code == 1
    assert "that stands" in again.complaints
    assert demo.anpi("emergency", "list").lines[0].split("  ")[1] == "ended 2026-06-01 12:00"


def test_whoever_ends_it_by_name_stands_in_the_ledger_once(demo: Terminal) -> None:
    id_ = demo.anpi(*DECLARED).lines[-1]

    async def end() -> bool:
        database = Database(demo.address)
        ended = await EmergencyStore(database).end(id_, NOON + timedelta(hours=1), PersonId(MANAGER))
        await database.close()
        return ended

    assert asyncio.run(end())
    assert not asyncio.run(end())
    assert tell_ended(demo, NOON + timedelta(hours=2)) == 1
    (row,) = (row for row in rows(demo, ledger) if row.kind == "emergency_ended")
    assert (row.other_id, row.at) == (MANAGER, NOON + timedelta(hours=1))


def test_where_another_one_goes_on_nobody_is_told_that_it_is_over(demo: Terminal) -> None:
    first = demo.anpi(*DECLARED).lines[-1]
    assert demo.anpi(*(("大雨特別警報のつづき" if word == "大雨特別警報" else word) for word in DECLARED)).code == 0
    begun = demo.count(outbox)
    assert demo.anpi("emergency", "end", first).code == 0
    assert demo.count(outbox) == begun
    assert kinds(demo) == ["emergency_declared", "emergency_declared", "emergency_ended"]


def test_people_under_a_disclosure_block_are_not_told_that_they_can_be_seen(demo: Terminal) -> None:
    async def hide() -> set[str]:
        database = Database(demo.address)
        async with database.writing() as connection:
            await connection.execute(update(people).values(disclosure_block=False))
            await connection.execute(update(people).where(people.c.id == "P001").values(disclosure_block=True))
            addresses = await connection.scalars(select(accounts.c.address).where(accounts.c.person_id == "P001"))
        await database.close()
        return set(addresses)

    hidden = asyncio.run(hide())
    assert hidden
    assert demo.anpi(*DECLARED).code == 0
    told = {address for row in rows(demo, outbox) for address in row.recipients}
    assert told
    assert not told & hidden


async def test_what_two_processes_declare_at_once_stands_in_one_chain(database: Database) -> None:
    store = EmergencyStore(database)
    declared = [_emergency(number) for number in range(8)]
    await asyncio.gather(*(store.declare(each, (Say(text("x")),)) for each in declared))
    verdict = await verify(database, None, lambda *_: None)
    assert (verdict.rows, verdict.faults) == (8, ())


def _emergency(number: int) -> Emergency:
    now = datetime(2026, 7, 1, tzinfo=UTC)
    until = now + timedelta(hours=1)
    return Emergency(f"E{number}", (DistrictId("D1"),), now, until, declared_by=PersonId("P9"), cause="洪水")


async def test_short_of_messages_who_needs_support_is_told_first_and_the_last_call_is_cut(database: Database) -> None:
    """A call beyond what is left would reach nobody at all."""
    await settle(
        database,
        people=[f"P{number},花子,D1,{int(number > 3)}" for number in range(6)],
        accounts=[f"P{number},line,{user(number)}" for number in range(6)],
    )
    store, emergency = EmergencyStore(database), _emergency(1)
    assert await store.declare(emergency, (Say(text("x")),), 3) == 6
    assert await _written(database) == [((user(4), user(5)), ""), ((user(0),), ""), (_OTHERS, SHORT)]
    async with database.writing() as connection:
        await connection.execute(delete(outbox))

    async def quota() -> Quota:
        return Quota(200, 197)

    assert await store.tell_ended(emergency.until, lambda *_: (Say(text("x")),), quota) == 1
    assert await _written(database) == [((user(4), user(5)), ""), ((user(0),), ""), (_OTHERS, SHORT)]


_OTHERS = (user(1), user(2), user(3))


async def _written(database: Database) -> list[tuple[tuple[str, ...], str]]:
    async with database.reading() as connection:
        found = (await connection.execute(select(outbox).order_by(outbox.c.seq))).all()
    return [(tuple(row.recipients), row.reason) for row in found]


async def test_the_look_before_declaring_tells_nothing_of_somebody_protected(database: Database) -> None:
    """The look before a notice counts them, for it writes to them: whatever differed would be theirs."""
    await settle(
        database,
        people=["P1,花子,D1,1", "P2,二郎,D1,0", "P3,三郎,D1,0"],
        accounts=[f"P1,line,{user(1)}", f"P2,line,{user(2)}"],
    )
    store = EmergencyStore(database)
    before = await store.preview(_emergency(1))
    async with database.writing() as connection:
        await connection.execute(update(people).where(people.c.id == "P2").values(disclosure_block=True))
    assert await store.preview(_emergency(1)) == before


async def test_the_look_before_declaring_counts_the_very_people_and_messages(database: Database) -> None:
    await settle(
        database,
        people=["P1,花子,D1,1", "P2,二郎,D1,0", "P3,三郎,D1,0", "P4,四郎,D2,0"],
        accounts=[f"P1,line,{user(1)}", f"P2,line,{user(2)}", f"P4,line,{user(4)}"],
    )
    preview = await EmergencyStore(database).preview(_emergency(1))
    assert (preview.audience, preview.cost) == (Audience(asked=3, by_line=2, by_web=0, unreachable=1), 2)
    assert preview.wanted == {Rank.SUPPORT: 1, Rank.OTHERS: 1}
