"""What stands in the database and at the platform after the storm, held against what the storm meant."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Table, func, select

from bot.core.events import Channel, conversation_id
from bot.core.ids import MessageId, derived_id, retry_key
from bot.core.reports import Means
from bot.core.understanding import Condition
from bot.rules.safety import standing
from bot.storage.database import Database
from bot.storage.rows.check_ins import check_in_of
from bot.storage.rows.reports import report_of
from bot.storage.tables import check_ins, conversations, inbox, outbox, reports
from integrations.sandbox.line_platform import World
from tests.e2e.storm.saying import Said

Row = Any


@dataclass(frozen=True, slots=True)
class Kept:
    """All rows of the tables that the storm moves."""

    inbox: list[Row]
    outbox: list[Row]
    reports: list[Row]
    conversations: list[Row]
    check_ins: list[Row]


async def kept_in(database: Database) -> Kept:
    return Kept(*[await _rows(database, each) for each in (inbox, outbox, reports, conversations, check_ins)])


async def _rows(database: Database, table: Table) -> list[Row]:
    async with database.reading() as connection:
        return list(await connection.execute(select(table)))


async def waiting_in(database: Database) -> int:
    """How much is neither done nor given up."""
    async with database.reading() as connection:
        counts = [
            await connection.scalar(select(func.count()).where(table.c.state == "pending")) for table in (inbox, outbox)
        ]
    return sum(count or 0 for count in counts)


async def until_quiet(database: Database, within: float) -> None:
    """Raises TimeoutError after so many seconds."""
    async with asyncio.timeout(within):
        while await waiting_in(database):  # noqa: ASYNC110 - other processes tell nobody here when they are done
            await asyncio.sleep(0.05)


def problems(kept: Kept, said: tuple[Said, ...], world: World) -> list[str]:
    """Nothing, where every promise held."""
    checks = (_events, _reports, _letters, _answers, _order, _standings, _conversations)
    return [f"{check.__name__}: {problem}" for check in checks for problem in check(kept, said, world)]


def _events(kept: Kept, said: tuple[Said, ...], _: World) -> Iterator[str]:
    states = {row.event_id: row.state for row in kept.inbox}
    yield from (f"{each.id} was lost" for each in said if each.id not in states)
    yield from (f"{id_} was never sent" for id_ in states.keys() - {each.id for each in said})
    yield from (f"{id_} is {state}" for id_, state in states.items() if state != "done")


def _reports(kept: Kept, said: tuple[Said, ...], _: World) -> Iterator[str]:
    found = {row.event_id: row for row in kept.reports}
    yield from (f"{id_}: {n} reports" for id_, n in Counter(row.event_id for row in kept.reports).items() if n > 1)
    for each in said:
        row = found.get(each.id)
        if each.reports is not None and each.reports is not (row is not None):
            yield f"{each.id} should {'' if each.reports else 'not '}be a report: {each.event}"
        if row is not None and each.reports:
            condition = None if _tells_the_place(row) else each.condition
            meant = (condition, each.by.person, each.at, conversation_id(Channel.LINE, each.by.address))
            if meant != (row.condition, row.about, row.said_at, row.conversation):
                yield f"{each.id}: {meant} became {tuple(row)}"


def _tells_the_place(row: Row) -> bool:
    """「けがをしました」 where a call for help waits for its place: it goes to the helpers as that."""
    return row.condition is None and row.spot is not None and bool(row.spot[-1])


def _letters(kept: Kept, _: tuple[Said, ...], world: World) -> Iterator[str]:
    """Each letter was accepted once, by its key or by its token; only a counted repeat may be accepted by both."""
    keys, tokens = world.journal.accepted_per_retry_key(), world.journal.accepted_per_reply_token()
    for row in kept.outbox:
        pushed = keys.pop(str(retry_key(MessageId(row.id))), 0)
        replied = tokens.pop(row.reply_token, 0) if row.reply_token else 0
        is_over = row.silence_in and (row.state, row.fate, row.reason) == ("dropped", "withheld", "answered")
        if is_over and not pushed + replied:
            continue  # its silence was over before it could go; the words would be wrong now
        if (pushed + replied) not in _ALLOWED.get((row.state, row.fate), ()) or max(pushed, replied) > 1:
            yield f"letter {row.id} is {row.state}/{row.fate}, pushed {pushed} and replied {replied} times"
    yield from (f"key {key} belongs to no letter" for key in keys)
    yield from (f"token {token} belongs to no letter" for token in tokens)
    yield from (f"key {key} came with two bodies" for key in world.retry_keys.changed_bodies)


_ALLOWED = {
    ("done", "sent"): (1,),
    ("done", "repeated"): (1, 2),
    ("dropped", "dropped"): (0, 1),
}


def _answers(kept: Kept, said: tuple[Said, ...], _: World) -> Iterator[str]:
    letters = {row.id for row in kept.outbox}
    yield from (f"{each.id} has no answer" for each in said if derived_id(each.id, "letter", 0) not in letters)


def _order(kept: Kept, said: tuple[Said, ...], _: World) -> Iterator[str]:
    """Of two events of a conversation the earlier one is done first, where it had come in when the later one did."""
    rows = {row.event_id: row for row in kept.inbox}
    for talk in _talks(said):
        there = [rows[each.id] for each in talk if each.id in rows]
        for number, earlier in enumerate(there):
            for later in there[number + 1 :]:
                if earlier.received_at <= later.received_at and not earlier.done_at < later.done_at:
                    yield f"{earlier.event_id} was there before {later.event_id} and was done after it"


def _standings(kept: Kept, said: tuple[Said, ...], _: World) -> Iterator[str]:
    stands = {row.person_id: check_in_of(row).standing for row in kept.check_ins}
    told: defaultdict[str, list[Row]] = defaultdict(list)
    for row in kept.reports:
        told[row.about].append(row)
    for talk in _talks(said):
        person = talk[0].by.person
        if person is None:
            continue
        if stands[person] != standing(map(report_of, told[person])):
            yield f"what stands about {person} does not follow from the reports"
        rows = {row.event_id: row for row in told[person]}
        stated = [rows[each.id] for each in talk if each.id in rows and rows[each.id].condition]
        if stands[person].condition != (expected := _after(stated)):
            yield f"{person} said {[row.condition for row in stated]}: {expected}, but {stands[person]} stands"


def _after(stated: Iterable[Row]) -> str | None:
    """The newest word; but words of an injury make a call for help no smaller."""
    stands: str | None = None
    for row in stated:
        if (stands, row.condition, row.means) != (Condition.NEEDS_RESCUE, Condition.INJURED, Means.WORDS):
            stands = row.condition
    return stands


def _conversations(kept: Kept, said: tuple[Said, ...], _: World) -> Iterator[str]:
    """One version for each event, and the newest event's time."""
    stored = {row.address: row for row in kept.conversations}
    for talk in _talks(said):
        row = stored[talk[0].by.address]
        if (row.version, row.last_event_at) != (len(talk), talk[-1].at):
            yield f"{row.id}: {row.version} turns for {len(talk)} events, the last at {row.last_event_at}"


def _talks(said: Iterable[Said]) -> list[list[Said]]:
    """The events of each conversation in their own order."""
    talks: defaultdict[str, list[Said]] = defaultdict(list)
    for each in said:
        talks[each.by.address].append(each)
    return [sorted(talk, key=lambda each: each.order) for talk in talks.values()]


def late(kept: Kept) -> int:
    """How many events were done after a later one of the same conversation: the storm really was out of order."""
    talks: defaultdict[str, list[Row]] = defaultdict(list)
    for row in kept.inbox:
        talks[row.conversation].append(row)
    ordered = (sorted(talk, key=lambda row: row.done_at) for talk in talks.values())
    return sum(b.occurred_at < a.occurred_at for talk in ordered for a, b in pairwise(talk))


def fates(kept: Kept) -> Counter[str]:
    return Counter(row.fate for row in kept.outbox)
