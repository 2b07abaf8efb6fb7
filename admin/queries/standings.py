"""The columns and the order that the list of people and the list of visits share."""

from sqlalchemy import ColumnElement, Integer, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.board import GO_KINDS, Registered
from admin.people import Found
from bot.core.ids import PersonId
from bot.core.records import NoticeKind
from bot.core.reports import Casualty, Progress
from bot.core.understanding import Condition
from bot.rules.urgency import Urgency, urgency
from bot.storage.register import reachable
from bot.storage.rows import AnyRow
from bot.storage.rows.check_ins import CHECK_IN_COLUMNS, check_in_of
from bot.storage.rows.people import PERSON_COLUMNS, person_of
from bot.storage.tables import check_ins, districts, notices, people

# Calls for help that nobody has dealt with, by person: one look at the open notices, not one for each person.
calls = (
    select(
        notices.c.incident_id,
        notices.c.about,
        func.max(notices.c.at).label("called_at"),
        func.count().label("calls"),
        func.max(case((notices.c.kind == NoticeKind.POSSIBLE_DISTRESS.value, 1), else_=0)).label("in_doubt"),
    )
    .where(notices.c.done_at.is_(None), notices.c.about.is_not(None), notices.c.kind.in_(sorted(GO_KINDS)))
    .group_by(notices.c.incident_id, notices.c.about)
    .subquery("calls")
)
of_theirs = (calls.c.incident_id == check_ins.c.incident_id) & (calls.c.about == check_ins.c.person_id)

is_silent: ColumnElement[bool] = check_ins.c.progress != Progress.ANSWERED.value
rank: ColumnElement[int] = case(
    (check_ins.c.condition == Condition.NEEDS_RESCUE.value, Urgency.NEEDS_RESCUE.value),
    (check_ins.c.casualty == Casualty.MISSING.value, Urgency.MISSING.value),
    (func.coalesce(calls.c.in_doubt, 0) == 1, Urgency.POSSIBLE_DISTRESS.value),
    (check_ins.c.condition == Condition.INJURED.value, Urgency.INJURED.value),
    (check_ins.c.contested, Urgency.CONTESTED.value),
    (check_ins.c.casualty == Casualty.DEAD.value, Urgency.DEAD.value),
    (is_silent & check_ins.c.support_needed, Urgency.SILENT_WITH_SUPPORT.value),
    (is_silent, Urgency.SILENT.value),
    (check_ins.c.condition == Condition.SAFE.value, Urgency.SAFE.value),
    else_=literal(Urgency.UNCLEAR.value, Integer),
)
"""As `bot.rules.urgency` has it; the tests hold the two together."""

CONTACT = (people.c.address, people.c.phone)
"""Sealed, and read only where they are shown."""

COLUMNS = (
    *PERSON_COLUMNS,
    people.c.support_reason,
    districts.c.name.label("district_name"),
    *CHECK_IN_COLUMNS,
    check_ins.c.asked_at,
    check_ins.c.steps,
    check_ins.c.listed_at,
    check_ins.c.support_needed.label("support_then"),
    calls.c.called_at,
    func.coalesce(calls.c.calls, 0).label("calls"),
    func.coalesce(calls.c.in_doubt, 0).label("in_doubt"),
)
JOINED = (
    check_ins.join(people, people.c.id == check_ins.c.person_id)
    .outerjoin(districts, districts.c.id == people.c.district_id)
    .outerjoin(calls, of_theirs)
)

Reached = frozenset[PersonId]


async def reached(connection: AsyncConnection, rows: list[AnyRow]) -> Reached:
    return await reachable(connection, [PersonId(row.person_id) for row in rows])


def found_of(row: AnyRow, can_be_reached: Reached) -> Found:
    """From a row of `COLUMNS`, with or without `CONTACT`."""
    check_in, person = check_in_of(row), person_of(row)
    return Found(
        registered=Registered(
            person=person,
            district=row.district_name or "",
            birthdate=row.birthdate,
            address=getattr(row, "address", ""),
            phone=getattr(row, "phone", ""),
            support_reason=row.support_reason,
        ),
        check_in=check_in,
        urgency=urgency(check_in, support_needed=row.support_then, possible_distress=row.in_doubt == 1),
        asked_at=row.asked_at,
        steps=row.steps,
        reachable=person.id in can_be_reached,
    )
