"""Consents that ended long ago: they go, or keep nothing but that somebody said no. The ledger proves the rest.

A no is never forgotten with them: an ordinance may open the list of whoever has not refused, and the city OS may still
hold an older yes.
"""

from datetime import datetime

from sqlalchemy import Text, and_, bindparam, cast, delete, exists, func, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.instant import Instant
from bot.storage.tables import consent_changes, consents

_CUTOFF, _NOW = bindparam("cutoff", type_=Instant), bindparam("now", type_=Instant)
_later = consents.alias("later")
_ran_out = and_(~_later.c.refused, _later.c.withdrawn_at.is_(None), func.coalesce(_later.c.expires_at, _NOW) < _NOW)
_has_later_word = exists().where(
    _later.c.person_id == consents.c.person_id,
    _later.c.purpose == consents.c.purpose,
    _later.c.recipient_kind == consents.c.recipient_kind,
    _later.c.recipient_id.is_not_distinct_from(consents.c.recipient_id),
    _later.c.phase == consents.c.phase,
    _later.c.id != consents.c.id,
    _later.c.given_at >= consents.c.withdrawn_at,
    ~_ran_out,
)
_is_on_its_way = exists().where(consent_changes.c.consent_id == consents.c.id, consent_changes.c.confirmed_at.is_(None))
_was_stopped = consents.c.withdrawn_at < _CUTOFF
_ran_out_long_ago = and_(consents.c.withdrawn_at.is_(None), ~consents.c.refused, consents.c.expires_at < _CUTOFF)
# A refusal that was taken back says nothing any more, nor does a no with a newer word after it.
_GOES = and_(~_is_on_its_way, or_(_ran_out_long_ago, and_(_was_stopped, or_(consents.c.refused, _has_later_word))))
_says_more = or_(cast(consents.c["items"], Text) != "[]", consents.c.proxy.is_not(None), consents.c.terms.is_not(None))
_SHRINKS = and_(~_is_on_its_way, _was_stopped, ~consents.c.refused, ~_has_later_word, _says_more)

_COUNT = select(func.count()).select_from(consents).where(or_(_GOES, _SHRINKS))
_some = select(consents.c.id).limit(bindparam("most"))
_ERASE = delete(consents).where(consents.c.id.in_(_some.where(_GOES).scalar_subquery()))
_SHRINK = (
    update(consents)
    .where(consents.c.id.in_(_some.where(_SHRINKS).scalar_subquery()))
    .values(items=[], proxy=null(), terms=null())
)


async def count_consents(connection: AsyncConnection, cutoff: datetime, now: datetime) -> int:
    return (await connection.execute(_COUNT, {"cutoff": cutoff, "now": now})).scalar_one()


async def erase_consents(connection: AsyncConnection, cutoff: datetime, now: datetime, most: int) -> int:
    """At most `most` of each: those that go, and those of which nothing but a no is left."""
    asked = {"cutoff": cutoff, "now": now, "most": most}
    done = [(await connection.execute(each, asked)).rowcount for each in (_ERASE, _SHRINK)]
    return sum(done)
