"""What the city OS still has to hear, and how it went. A change is never given up until it is confirmed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, bindparam, case, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.city_consents import Change, ChangeKind
from bot.storage.instant import Instant
from bot.storage.rows.city_os import change_of
from bot.storage.stating import AGAIN
from bot.storage.tables import consent_changes, consents, people

REFUSED = "status "
"""How the reason of a change begins that the city OS did not take."""

_WITHDRAWAL = consent_changes.alias("withdrawal")
_is_overtaken = exists().where(
    _WITHDRAWAL.c.consent_id == consent_changes.c.consent_id,
    _WITHDRAWAL.c.change == ChangeKind.WITHDRAW.value,
    _WITHDRAWAL.c.id != consent_changes.c.id,
)
"""A yes that was taken back before the city OS heard of it is not carried any more: the withdrawal is."""
_is_open = consent_changes.c.confirmed_at.is_(None)
_has_subject = people.c.subject.is_not(None)
_ADDS = consent_changes.c.change.in_(sorted(each.value for each in AGAIN))
"""Says something about a yes, and neither opens nor closes anything."""
_GIVEN = consent_changes.alias("given")
_yes_is_on_its_way = exists().where(
    _GIVEN.c.consent_id == consent_changes.c.consent_id,
    _GIVEN.c.change == ChangeKind.GRANT.value,
    _GIVEN.c.confirmed_at.is_(None),
)
# What closes goes before what opens, and what is said about a yes after it.
_ORDER = case((consent_changes.c.change == ChangeKind.GRANT.value, 1), (_ADDS, 2), else_=0)

_DUE = (
    select(
        consent_changes.c.id.label("change_id"),
        consent_changes.c.change,
        consent_changes.c.made_at,
        consent_changes.c.attempts,
        consent_changes.c.body.label("change_body"),
        people.c.subject,
        consents,
    )
    .join(consents, consents.c.id == consent_changes.c.consent_id)
    .join(people, people.c.id == consent_changes.c.person_id)
    .where(
        _is_open,
        _has_subject,
        consent_changes.c.next_attempt_at <= bindparam("now", type_=Instant),
        or_(consent_changes.c.change == ChangeKind.WITHDRAW.value, ~_is_overtaken),
        or_(~_ADDS, ~_yes_is_on_its_way),
    )
    .order_by(_ORDER, consent_changes.c.made_at, consent_changes.c.id)
    .limit(bindparam("most", type_=Integer))
)
_COUNT = (
    select(
        _has_subject.label("can_be_carried"),
        func.count().label("number"),
        func.min(consent_changes.c.made_at).label("oldest"),
    )
    .select_from(consent_changes)
    .join(people, people.c.id == consent_changes.c.person_id)
    .where(_is_open)
    .group_by("can_be_carried")
)
_CONFIRM = (
    update(consent_changes)
    .where(
        _is_open,
        or_(
            consent_changes.c.id == bindparam("change_id"),
            (consent_changes.c.consent_id == bindparam("withdrawn"))
            & (consent_changes.c.made_at <= bindparam("made", type_=Instant)),
        ),
    )
    .values(confirmed_at=bindparam("at", type_=Instant), reason=bindparam("why"))
)
_LATER = (
    update(consent_changes)
    .where(consent_changes.c.id == bindparam("change_id"))
    .values(
        attempts=consent_changes.c.attempts + 1,
        next_attempt_at=bindparam("at", type_=Instant),
        reason=bindparam("why"),
    )
)
_OF_PEOPLE = (
    select(consent_changes.c.person_id)
    .where(_is_open, ~_ADDS, ~consent_changes.c.reason.startswith(REFUSED))
    .distinct()
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many changes the city OS has not confirmed; `without_subject` wait until their person has a subject."""

    on_their_way: int = 0
    without_subject: int = 0
    oldest: datetime | None = None
    """Of those on their way."""


async def due_changes(connection: AsyncConnection, now: datetime, limit: int) -> tuple[Change, ...]:
    return tuple(change_of(row) for row in await connection.execute(_DUE, {"now": now, "most": limit}))


async def count_waiting(connection: AsyncConnection) -> Waiting:
    rows = {bool(row.can_be_carried): row for row in await connection.execute(_COUNT)}
    carried, stuck = rows.get(True), rows.get(False)
    return Waiting(carried.number if carried else 0, stuck.number if stuck else 0, carried.oldest if carried else None)


async def confirm(connection: AsyncConnection, change: Change, at: datetime, reason: str) -> None:
    """With a withdrawal also what came before it: that consent is over at the city OS, whatever it had heard of it."""
    withdrawn = change.statement.reference if change.kind is ChangeKind.WITHDRAW else ""
    values = {"change_id": change.id, "withdrawn": withdrawn, "made": change.made_at, "at": at, "why": reason}
    await connection.execute(_CONFIRM, values)


async def put_off(connection: AsyncConnection, change: Change, until: datetime, reason: str) -> None:
    await connection.execute(_LATER, {"change_id": change.id, "at": until, "why": reason})


async def people_waiting(connection: AsyncConnection) -> Collection[str]:
    """Of whom something is on its way: where they differ is no difference yet. What was refused is not on its way."""
    return frozenset(await connection.scalars(_OF_PEOPLE))
