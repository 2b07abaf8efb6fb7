"""Reads of what people agreed to and what was declared: consents and emergencies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.city_consents import CityOsConsent
from bot.core.consents import Consent
from bot.core.ids import PersonId
from bot.core.incidents import Emergency
from bot.core.ports import Clock
from bot.rules.consent_sources import MAX_AGE, Freshness, stricter
from bot.storage.among import among
from bot.storage.rows.city_os import city_os_consent_of
from bot.storage.rows.consents import consent_of, emergency_of
from bot.storage.same_on_both_sides import differing
from bot.storage.tables import city_os_consents, city_os_feed, consents, emergencies
from bot.storage.tables import people as people_table

_CONSENTS = select(consents).where(among(consents.c.person_id, "people")).order_by(consents.c.given_at, consents.c.id)
_THEIRS = select(city_os_consents).where(among(city_os_consents.c.person_id, "people")).order_by(city_os_consents.c.id)
_STRANGERS = select(people_table.c.id).where(among(people_table.c.id, "people"), people_table.c.subject.is_(None))
_AS_OF = select(city_os_feed.c.as_of)
_EMERGENCIES = select(emergencies).where(emergencies.c.ended_at.is_(None)).order_by(emergencies.c.declared_at)


@dataclass(frozen=True, slots=True)
class CityOsRules:
    """A city OS is the source of truth for consents: the moment to read at, and how old its word may be."""

    clock: Clock
    max_age: timedelta = MAX_AGE
    strangers_count: bool = False
    """What people without a city OS id said counts by our own record alone. Else it waits until they have one."""


@dataclass(frozen=True, slots=True)
class Agreements:
    """By person all that they gave; and of whom the city OS cannot be asked at this moment what they say now."""

    consents: Mapping[PersonId, Sequence[Consent]]
    unasked: frozenset[PersonId] = frozenset()

    def of(self, person: PersonId) -> tuple[Consent, ...]:
        return tuple(self.consents.get(person, ()))


async def consents_of(
    connection: AsyncConnection, ids: Iterable[PersonId], city_os: CityOsRules | None = None
) -> Mapping[PersonId, Sequence[Consent]]:
    """All that were given, in force or not: the decision looks at its own moment.

    With a city OS those on which nothing may rest are held back, and the others narrowed to what both sides say.
    """
    return (await agreements_of(connection, ids, city_os)).consents


async def agreements_of(
    connection: AsyncConnection, ids: Iterable[PersonId], city_os: CityOsRules | None = None
) -> Agreements:
    """The same, and of whom nobody knows whether it still holds."""
    people = list(ids)
    found: defaultdict[PersonId, list[Consent]] = defaultdict(list)
    for consent in map(consent_of, (await connection.execute(_CONSENTS, {"people": people})).all()):
        found[consent.person].append(consent)
    if city_os is None or not people:
        return Agreements(found)
    return await _as_both_say(connection, {each: found[each] for each in people}, city_os)


async def _as_both_say(
    connection: AsyncConnection, local: Mapping[PersonId, Sequence[Consent]], city_os: CityOsRules
) -> Agreements:
    """Most people are found the same on both sides by the database itself; only the others are weighed one by one."""
    now = city_os.clock.now()
    freshness = Freshness(await _as_of(connection), now, city_os.max_age)
    strangers = await _strangers(connection, local) if city_os.strangers_count else frozenset[PersonId]()
    apart = frozenset(local) - strangers
    unasked = frozenset[PersonId]() if freshness.is_fresh else apart
    if freshness.is_fresh:
        apart = await differing(connection, apart, now)
    theirs = await city_os_consents_of(connection, apart) if apart else {}
    weighed = {each: stricter(each, local[each], theirs.get(each, ()), freshness).consents for each in apart}
    return Agreements({**local, **weighed}, unasked)


async def city_os_consents_of(
    connection: AsyncConnection, ids: Iterable[PersonId]
) -> Mapping[PersonId, Sequence[CityOsConsent]]:
    """As the mirror has them, whatever their state."""
    found: defaultdict[PersonId, list[CityOsConsent]] = defaultdict(list)
    for row in await connection.execute(_THEIRS, {"people": list(ids)}):
        found[PersonId(row.person_id)].append(city_os_consent_of(row))
    return found


async def _strangers(connection: AsyncConnection, ids: Iterable[PersonId]) -> frozenset[PersonId]:
    return frozenset(await connection.scalars(_STRANGERS, {"people": list(ids)}))


async def _as_of(connection: AsyncConnection) -> datetime | None:
    moment: datetime | None = await connection.scalar(_AS_OF)
    return moment


async def emergencies_declared(connection: AsyncConnection) -> tuple[Emergency, ...]:
    """Those nobody has ended. Whether one holds, where and now, is for the rules to say."""
    return tuple(emergency_of(row) for row in await connection.execute(_EMERGENCIES))
