"""A district's silent people are reminded once more, in the turn's transaction, at most once in half an hour."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import structlog
from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.ports import FinishedTurn
from bot.core.records import DistrictCalled
from bot.rules.calling_again import next_call
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.outbox.waiting import to_spend
from bot.storage.questions import reminder_letters
from bot.storage.reachable import addressees_among
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import check_ins, district_calls, outbox
from bot.storage.turn_store.counting import SILENT

log = structlog.get_logger()

Key = tuple[str, str]

_OF = (
    district_calls.c.incident_id == bindparam("incident"),
    district_calls.c.district_id == bindparam("district"),
)
_LOCK = select(district_calls.c.called_at).where(*_OF).with_for_update()
_CALLED = update(district_calls).where(*_OF).values(called_at=bindparam("at", type_=Instant))
_SILENT = (
    select(check_ins.c.person_id)
    .where(
        check_ins.c.incident_id == bindparam("incident"),
        check_ins.c.district_id == bindparam("district"),
        check_ins.c.progress.in_(sorted(SILENT)),
    )
    .order_by(check_ins.c.person_id)
)


async def with_rested_districts(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> list[FinishedTurn]:
    """Without the turns that would call a district which somebody has just called; the others' districts are locked.

    Such a turn is taken once more from its event, and then hears when the next call is possible.
    """
    wanted = {id(turn): record for turn, record in _calls(turns)}
    last = await _locked(connection, sorted({_key(each) for each in wanted.values()}))
    kept = []
    for turn in turns:
        record = wanted.get(id(turn))
        if record is not None:
            if next_call(last[_key(record)], turn.finished_at) is not None:
                continue
            last[_key(record)] = turn.finished_at
        kept.append(turn)
    return kept


def calls_a_district(turns: Sequence[FinishedTurn]) -> bool:
    return any(True for _ in _calls(turns))


async def call_districts(connection: AsyncConnection, turns: Sequence[FinishedTurn], left: int | None) -> None:
    """`left`: LINE messages of this month, as far as LINE said; short of them, who needs support comes first."""
    for turn, record in _calls(turns):
        here = _bound(_key(record))
        people = [PersonId(each) for each in await connection.scalars(_SILENT, here)]
        letters = reminder_letters(
            record.incident,
            record.words,
            await addressees_among(connection, people),
            ("called", turn.event.id),
            turn.finished_at,
            await to_spend(connection, left, turn.finished_at),
        )
        await add_new(connection, outbox, [row_of_letter(each) for each in letters])
        await connection.execute(_CALLED, here | {"at": turn.finished_at})
        log.info("district.called", incident=record.incident.id, district=record.district, person=record.by)


def _calls(turns: Sequence[FinishedTurn]) -> Iterator[tuple[FinishedTurn, DistrictCalled]]:
    return ((turn, each) for turn in turns for each in turn.outcome.records if isinstance(each, DistrictCalled))


def _key(record: DistrictCalled) -> Key:
    return record.incident.id, record.district


def _bound(key: Key) -> dict[str, object]:
    return {"incident": key[0], "district": key[1]}


async def _locked(connection: AsyncConnection, keys: Sequence[Key]) -> dict[Key, datetime | None]:
    """Always in one order, so that two transactions never wait crosswise."""
    rows = [{"incident_id": incident, "district_id": district} for incident, district in keys]
    await add_new(connection, district_calls, [row | {"called_at": None} for row in rows])
    return {key: await connection.scalar(_LOCK, _bound(key)) for key in keys}
