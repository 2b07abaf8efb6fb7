"""Reads of what people agreed to and what was declared: consents and emergencies."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.consents import Consent
from bot.core.ids import PersonId
from bot.core.incidents import Emergency
from bot.storage.among import among
from bot.storage.rows.consents import consent_of, emergency_of
from bot.storage.tables import consents, emergencies

_CONSENTS = select(consents).where(among(consents.c.person_id, "people")).order_by(consents.c.given_at, consents.c.id)
_EMERGENCIES = select(emergencies).where(emergencies.c.ended_at.is_(None)).order_by(emergencies.c.declared_at)


async def consents_of(connection: AsyncConnection, ids: Iterable[PersonId]) -> Mapping[PersonId, list[Consent]]:
    """All that were given, in force or not: the decision looks at its own moment."""
    found: defaultdict[PersonId, list[Consent]] = defaultdict(list)
    for row in await connection.execute(_CONSENTS, {"people": list(ids)}):
        found[PersonId(row.person_id)].append(consent_of(row))
    return found


async def emergencies_declared(connection: AsyncConnection) -> tuple[Emergency, ...]:
    """Those nobody has ended. Whether one holds, where and now, is for the rules to say."""
    return tuple(emergency_of(row) for row in await connection.execute(_EMERGENCIES))
