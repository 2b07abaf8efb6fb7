"""Moves check-ins on: what stands is worked out again from all reports, under a lock on the check-in.

Two turns about the same person in two workers wait for each other here, and the second one sees the first one's report.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.ports import FinishedTurn
from bot.core.reports import Casualty, CheckIn, Progress, Report
from bot.core.understanding import Condition
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.rows.check_ins import CHECK_IN_COLUMNS, check_in_of, row_of_standing
from bot.storage.rows.reports import report_of
from bot.storage.tables import check_ins, people, reports
from bot.storage.turn_store.leaving import look_again_at_those_who_left
from bot.storage.turn_store.standings import Key, Touched, check_in_after, check_in_without, touched_by

_LOCK = (
    select(check_ins.c.incident_id, check_ins.c.person_id, check_ins.c.progress)
    .where(among(check_ins.c.incident_id, "incidents"), among(check_ins.c.person_id, "people"))
    .order_by(check_ins.c.incident_id, check_ins.c.person_id)
    .with_for_update()
)
# What staff took out stays in the table, and out of what stands.
_REPORTS = select(reports).where(
    among(reports.c.incident_id, "incidents"), among(reports.c.about, "people"), reports.c.retracted_at.is_(None)
)

# Whoever was not asked (moved, or told about by family) gets a check-in when the first word about them comes.
_NEW_COLUMNS = ("incident_id", "person_id", "district_id", "progress", "label", "contested")
_NEW_ROW = select(
    bindparam("incident"),
    people.c.id,
    people.c.district_id,
    bindparam("progress", Progress.NOT_SENT.value),
    bindparam("label", ""),
    bindparam("contested", value=False),
).where(people.c.id == bindparam("person"))
_CREATE = {
    "sqlite": sqlite.insert(check_ins).from_select(_NEW_COLUMNS, _NEW_ROW).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(check_ins).from_select(_NEW_COLUMNS, _NEW_ROW).on_conflict_do_nothing(),
}

_IS_IT = (check_ins.c.incident_id == bindparam("incident"), check_ins.c.person_id == bindparam("person"))
_ONE = select(*CHECK_IN_COLUMNS, check_ins.c.asked_at).where(*_IS_IT)
_FIRST_ANSWER = select(func.min(reports.c.recorded_at)).where(
    reports.c.incident_id == bindparam("incident"),
    reports.c.about == bindparam("person"),
    reports.c.retracted_at.is_(None),
    or_(reports.c.condition != Condition.UNKNOWN.value, reports.c.casualty == Casualty.DEAD.value),
)

_OF_WHERE = ("whereabouts", "refuge", "spot")
_MOVED = (
    *("progress", "condition", *_OF_WHERE, "needs"),
    *("source", "label", "reporter_id", "said_at", "sighting"),
    *("casualty", "casualty_at"),
)
_MOVE = (
    update(check_ins)
    .where(check_ins.c.incident_id == bindparam("incident"), check_ins.c.person_id == bindparam("person"))
    .values(
        {
            **{name: bindparam(f"new_{name}", type_=check_ins.c[name].type) for name in (*_MOVED, "contested")},
            "answered_at": func.coalesce(check_ins.c.answered_at, bindparam("new_answered_at", type_=Instant)),
        }
    )
)


async def move_check_ins(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    """The reports of these turns are written already."""
    touched = touched_by(turns)
    if touched.keys:
        await _move(connection, touched, max(turn.finished_at for turn in turns))


async def move_one(connection: AsyncConnection, key: Key, at: datetime) -> None:
    """After a report that no turn made, and that is written already."""
    await _move(connection, Touched((key,), frozenset()), at)


async def _move(connection: AsyncConnection, touched: Touched, at: datetime) -> None:
    before = await _locked(connection, touched)
    said = await _reports(connection, touched)
    moved = [
        check_in_after(key, before[key], said[key], began=key in touched.began) for key in touched.keys if key in before
    ]
    if moved:
        await connection.execute(_MOVE, [_row(each, at) for each in moved])
        await look_again_at_those_who_left(connection, moved)


async def work_out_again(connection: AsyncConnection, keys: Iterable[Key]) -> None:
    """After something was erased from reports: what stands of these check-ins; how far they have come stays."""
    touched = Touched(tuple(sorted(keys)), frozenset())
    if not touched.keys:
        return
    before = await _lock(connection, touched)
    said = await _reports(connection, touched)
    moved = [check_in_after(key, before[key], said[key], began=False) for key in touched.keys if key in before]
    if moved:
        await connection.execute(_MOVE, [_row(each, None) for each in moved])


async def held(connection: AsyncConnection, key: Key) -> CheckIn | None:
    """As it stands, locked until the commit; made where nobody asked. None: not in the register."""
    await _locked(connection, Touched((key,), frozenset()))
    incident, person = key
    row = (await connection.execute(_ONE, {"incident": incident, "person": person})).first()
    return check_in_of(row) if row else None


async def set_back(connection: AsyncConnection, key: Key) -> None:
    """After a report was taken out, under the lock: here alone progress may go back, for silence is a state."""
    said = (await _reports(connection, Touched((key,), frozenset())))[key]
    incident, person = key
    row = (await connection.execute(_ONE, {"incident": incident, "person": person})).one()
    check_in = check_in_without(key, said, was_asked=row.asked_at is not None)
    answered_at = await connection.scalar(_FIRST_ANSWER, {"incident": incident, "person": person})
    values = {"progress": check_in.progress.value, **row_of_standing(check_in.standing), "answered_at": answered_at}
    await connection.execute(update(check_ins).where(*_IS_IT).values(values), {"incident": incident, "person": person})


async def _locked(connection: AsyncConnection, touched: Touched) -> dict[Key, Progress]:
    """Somebody who is not in the register has no check-in: what was said about them is kept as a report."""
    found = await _lock(connection, touched)
    missing = [{"incident": key[0], "person": key[1]} for key in touched.keys if key not in found]
    if missing:
        await connection.execute(_CREATE[connection.dialect.name], missing)
        found = await _lock(connection, touched)
    return found


async def _lock(connection: AsyncConnection, touched: Touched) -> dict[Key, Progress]:
    rows = await connection.execute(_LOCK, _asked(touched))
    return {(IncidentId(row.incident_id), PersonId(row.person_id)): Progress(row.progress) for row in rows}


async def _reports(connection: AsyncConnection, touched: Touched) -> dict[Key, list[Report]]:
    found: defaultdict[Key, list[Report]] = defaultdict(list)
    for row in await connection.execute(_REPORTS, _asked(touched)):
        found[(IncidentId(row.incident_id), PersonId(row.about))].append(report_of(row))
    return found


def _asked(touched: Touched) -> dict[str, list[str]]:
    return {
        "incidents": sorted({incident for incident, _ in touched.keys}),
        "people": sorted({person for _, person in touched.keys}),
    }


def _row(check_in: CheckIn, at: datetime | None) -> dict[str, Any]:
    columns = {"progress": check_in.progress.value, **row_of_standing(check_in.standing)}
    return {
        "incident": check_in.incident,
        "person": check_in.person,
        **{f"new_{name}": value for name, value in columns.items()},
        "new_answered_at": at if check_in.progress is Progress.ANSWERED else None,
    }
