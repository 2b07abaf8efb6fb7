"""Finds where the two sides differ, and tells staff once about each difference."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Integer, bindparam, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.rules.consent_sources import Difference, Freshness, stricter
from bot.storage.agreed import city_os_consents_of, consents_of
from bot.storage.among import among
from bot.storage.city_os.waiting import people_waiting
from bot.storage.insert import add_new
from bot.storage.rows.city_os import notice_of_difference
from bot.storage.rows.notices import row_of_notice
from bot.storage.tables import city_os_consents, city_os_people, consents, notices

_STEP = 500
_both = union(
    select(consents.c.person_id).join(city_os_people, city_os_people.c.person_id == consents.c.person_id),
    select(city_os_consents.c.person_id),
).subquery()
_EVERYBODY = (
    select(_both.c.person_id)
    .where(_both.c.person_id > bindparam("after"))
    .order_by(_both.c.person_id)
    .limit(bindparam("most", type_=Integer))
)
_RAISED = select(notices.c.id).where(among(notices.c.id, "ids"))


async def next_people(connection: AsyncConnection, after: str) -> Sequence[PersonId]:
    """The next of those who have consents and are known at the city OS, in the order of their ids."""
    return [PersonId(each) for each in await connection.scalars(_EVERYBODY, {"after": after, "most": _STEP})]


async def raise_differences(
    connection: AsyncConnection, people: Collection[PersonId], now: datetime
) -> tuple[Difference, ...]:
    """Those that staff have not been told of before."""
    settled = sorted(set(people) - set(await people_waiting(connection)))
    if not settled:
        return ()
    local = await consents_of(connection, settled)
    theirs = await city_os_consents_of(connection, settled)
    found = [
        each
        for person in settled
        for each in stricter(person, local.get(person, ()), theirs.get(person, ()), Freshness(now, now)).differences
    ]
    known = set(await connection.scalars(_RAISED, {"ids": [each.id for each in found]})) if found else set()
    new = tuple(each for each in found if each.id not in known)
    await add_new(connection, notices, [row_of_notice(notice_of_difference(each, now), None) for each in new])
    return new
