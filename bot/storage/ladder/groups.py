"""Reads who is silent on which step, and moves people one step on: never somebody whom another worker holds."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Boolean, Integer, bindparam, func, not_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.reports import Progress
from bot.rules.ladder import Due
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.reachable import has_road
from bot.storage.tables import check_ins, incidents

# As the index has it, letter for letter: the planner could not know otherwise that it fits.
_IS_SILENT = text(f"check_ins.progress <> '{Progress.ANSWERED.value}'")
_BEGAN = Progress.BEGAN.value
_HERE = check_ins.c.incident_id == bindparam("incident")

_EARLIEST = (
    select(check_ins.c.steps, check_ins.c.support_needed, func.min(check_ins.c.asked_at, type_=Instant))
    .where(_HERE, _IS_SILENT, check_ins.c.steps < bindparam("end", type_=Integer), check_ins.c.asked_at.is_not(None))
    .group_by(check_ins.c.steps, check_ins.c.support_needed)
)
_GROUP = (
    select(check_ins.c.person_id)
    .where(
        _HERE,
        check_ins.c.steps == bindparam("taken", type_=Integer),
        check_ins.c.support_needed == bindparam("needed", type_=Boolean),
        _IS_SILENT,
        check_ins.c.asked_at <= bindparam("asked_by", type_=Instant),
    )
    .order_by(check_ins.c.person_id)
)
_IS_UNLISTED = check_ins.c.listed_at.is_(None)
_GROUPS = {True: _GROUP.where(has_road), False: _GROUP.where(not_(has_road))}

# Held until the commit: whoever closes the incident meanwhile drops these letters too.
_OPEN = (
    select(incidents.c.id)
    .where(incidents.c.id == bindparam("incident"), incidents.c.closed_at.is_(None))
    .with_for_update(read=True)
)
_HELD = (
    select(check_ins.c.person_id)
    .where(
        _HERE,
        among(check_ins.c.person_id, "people"),
        check_ins.c.steps == bindparam("taken", type_=Integer),
        _IS_SILENT,
    )
    .with_for_update(skip_locked=True)
    .cte("held")
)
_MOVE = (
    update(check_ins)
    .where(_HERE, check_ins.c.person_id == _HELD.c.person_id)
    .values(
        steps=bindparam("new_steps", type_=Integer),
        listed_at=func.coalesce(check_ins.c.listed_at, bindparam("new_listed_at", type_=Instant)),
    )
    .returning(check_ins.c.person_id, check_ins.c.progress)
)
# The check-ins of an incident just opened are in no statistics yet: a plan for these very ids needs none.
_PLAN_ANEW = text("SET LOCAL plan_cache_mode = force_custom_plan")


class Place(NamedTuple):
    """Where on the ladder somebody is."""

    taken: int
    support_needed: bool


async def earliest_asked(
    connection: AsyncConnection, incident: IncidentId, end: int, *, unlisted: bool = False
) -> Mapping[Place, datetime]:
    """When the first of those was asked who are silent at each place below step `end`; nobody there: no place.

    `unlisted`: of those who are not on the staff's list.
    """
    statement = _EARLIEST.where(_IS_UNLISTED) if unlisted else _EARLIEST
    rows = await connection.execute(statement, {"incident": incident, "end": end})
    return {Place(taken, needed): asked for taken, needed, asked in rows}


async def people_due(
    connection: AsyncConnection, incident: IncidentId, due: Due, *, unlisted: bool = False
) -> Sequence[PersonId]:
    """Everybody of the group, in the order of their ids; `unlisted`: who is not on the staff's list."""
    group = due.group
    asked = {"incident": incident, "taken": group.taken, "needed": group.support_needed, "asked_by": due.asked_by}
    statement = _GROUPS[group.reachable].where(_IS_UNLISTED) if unlisted else _GROUPS[group.reachable]
    return [PersonId(each) for each in await connection.scalars(statement, asked)]


class Moved(NamedTuple):
    """Who has moved, by their ids; `begun` have said something since they were asked, and not how they are."""

    people: Sequence[PersonId] = ()
    begun: frozenset[PersonId] = frozenset()


class To(NamedTuple):
    """Where people move. `listed_at`: since when they are on the staff's list, where that begins here."""

    steps: int
    listed_at: datetime | None = None


async def step_on(
    connection: AsyncConnection, incident: IncidentId, taken: int, people: Sequence[PersonId], to: To
) -> Moved:
    """Those of them who were still silent there; nobody where the incident is closed."""
    if (await connection.execute(_OPEN, {"incident": incident})).first() is None:
        return Moved()
    if connection.dialect.name == "postgresql":
        await connection.execute(_PLAN_ANEW)
    here = {"incident": incident, "people": people, "taken": taken}
    moved = await connection.execute(_MOVE, {**here, "new_steps": to.steps, "new_listed_at": to.listed_at})
    rows = [(PersonId(person), progress) for person, progress in moved]
    begun = frozenset([person for person, progress in rows if progress == _BEGAN])
    return Moved(sorted([person for person, _ in rows]), begun)
