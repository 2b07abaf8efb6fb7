"""Finds, in the database, whose consents do not stand word for word the same here and at the city OS."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Text, and_, bindparam, cast, exists, or_, select, union
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.rules.city_os_word import YES
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.tables import city_os_consents as theirs
from bot.storage.tables import consents as ours

_now = bindparam("now", type_=Instant)
_our_yes = and_(
    ~ours.c.refused,
    ours.c.given_at <= _now,
    or_(ours.c.expires_at.is_(None), ours.c.expires_at > _now),
    or_(ours.c.withdrawn_at.is_(None), ours.c.withdrawn_at > _now),
)
_their_yes = and_(
    theirs.c.state.in_(sorted(each.value for each in YES)), theirs.c.given_at <= _now, theirs.c.withdrawn_at.is_(None)
)
# Items are written sorted and without blanks on both sides; where they are not, the person is weighed one by one.
_same = and_(
    theirs.c.person_id == ours.c.person_id,
    theirs.c.purpose == ours.c.purpose,
    theirs.c.recipient_kind == ours.c.recipient_kind,
    theirs.c.recipient_id.is_not_distinct_from(ours.c.recipient_id),
    theirs.c.phase == ours.c.phase,
    cast(theirs.c["items"], Text) == cast(ours.c["items"], Text),
    theirs.c.expires_at.is_not_distinct_from(ours.c.expires_at),
)
_DIFFERING = union(
    select(ours.c.person_id).where(
        among(ours.c.person_id, "people"), _our_yes, ~exists().where(_same, _their_yes).correlate(ours)
    ),
    select(theirs.c.person_id).where(
        among(theirs.c.person_id, "people"),
        or_(~_their_yes, ~exists().where(_same, _our_yes).correlate(theirs)),
    ),
)


async def differing(connection: AsyncConnection, people: Iterable[PersonId], now: datetime) -> frozenset[PersonId]:
    """Of the others every yes here is one there and the other way round, with nothing else beside them."""
    rows = await connection.scalars(_DIFFERING, {"people": list(people), "now": now})
    return frozenset(PersonId(each) for each in rows)
