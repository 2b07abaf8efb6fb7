"""Arrangements of ordinary days, as turns read and write them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports import FinishedTurn
from bot.core.quiet_days import Practice, QuietDays
from bot.core.records import (
    PracticeDone,
    PracticeEnded,
    PracticeWished,
    QuietDaysAnswered,
    QuietDaysArranged,
    QuietDaysEnded,
    Record,
)
from bot.core.requests import PracticeOf, QuietDaysOf
from bot.storage.among import among
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.rows.quiet_days import practice_of, quiet_days_of, row_of_quiet_days
from bot.storage.tables import practices, quiet_days

_ARRANGED = select(quiet_days).where(among(quiet_days.c.person_id, "people"))
_PRACTICES = select(practices).where(among(practices.c.person_id, "people"))
_END = delete(quiet_days).where(quiet_days.c.person_id == bindparam("person"))
_ANSWERED = (
    update(quiet_days).where(quiet_days.c.person_id == bindparam("person")).values(unanswered=0, greeted_on=None)
)
_LEAVE = delete(practices).where(practices.c.person_id == bindparam("person"))
_DONE = (
    update(practices)
    .where(
        practices.c.person_id == bindparam("person"),
        or_(practices.c.done_in.is_(None), practices.c.done_in < bindparam("month")),
    )
    .values(done_in=bindparam("month"), times=practices.c.times + 1, done_at=bindparam("at", type_=Instant))
)


async def read_quiet_days(
    connection: AsyncConnection, requests: Collection[QuietDaysOf]
) -> Mapping[QuietDaysOf, QuietDays | None]:
    rows = await connection.execute(_ARRANGED, {"people": sorted({each.person for each in requests})})
    found = {row.person_id: quiet_days_of(row) for row in rows}
    return {each: found.get(each.person) for each in requests}


async def read_practices(
    connection: AsyncConnection, requests: Collection[PracticeOf]
) -> Mapping[PracticeOf, Practice | None]:
    rows = await connection.execute(_PRACTICES, {"people": sorted({each.person for each in requests})})
    found = {row.person_id: practice_of(row) for row in rows}
    return {each: found.get(each.person) for each in requests}


async def write_quiet_days(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    for turn in turns:
        for record in turn.outcome.records:
            await _write(connection, record, turn.finished_at)


async def _write(connection: AsyncConnection, record: Record, at: datetime) -> None:
    match record:
        case QuietDaysArranged(arranged):
            await _arrange(connection, row_of_quiet_days(arranged))
        case QuietDaysEnded(person):
            await connection.execute(_END, {"person": person})
        case QuietDaysAnswered(person):
            await connection.execute(_ANSWERED, {"person": person})
        case PracticeWished(person, since):
            await add_new(connection, practices, [{"person_id": person, "since": since, "times": 0}])
        case PracticeEnded(person):
            await connection.execute(_LEAVE, {"person": person})
        case PracticeDone(person, month):
            await connection.execute(_DONE, {"person": person, "month": month, "at": at})
        case _:
            pass


async def _arrange(connection: AsyncConnection, row: dict[str, Any]) -> None:
    """When somebody was last looked at stays: a new hour on the same day brings no second greeting."""
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(quiet_days)
    new = {name: insert.excluded[name] for name in row if name != "person_id"}
    await connection.execute(insert.on_conflict_do_update(index_elements=["person_id"], set_=new), [row])
