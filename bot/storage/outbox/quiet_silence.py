"""How long a silence on ordinary days lasts: until anything comes from the person, or counting begins anew."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.records import Silence
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.register import same_account
from bot.storage.tables import accounts, conversations, quiet_days

last_sign = (
    select(func.max(conversations.c.last_event_at, type_=Instant))
    .select_from(accounts)
    .join(conversations, same_account)
    .where(accounts.c.person_id == quiet_days.c.person_id, conversations.c.person_id == quiet_days.c.person_id)
    .scalar_subquery()
)
"""The last that came from them. On a phone that several share only what was settled to be theirs counts."""
_SILENT = select(quiet_days.c.person_id, last_sign.label("last_sign")).where(
    among(quiet_days.c.person_id, "people"), quiet_days.c.unanswered > 0
)


async def lasting_on_quiet_days(connection: AsyncConnection, told: Collection[Silence]) -> set[Silence]:
    """Those of them that last; all of ordinary days."""
    people = sorted({each.person for each in told if each.person})
    if not people:
        return set()
    rows = await connection.execute(_SILENT, {"people": people})
    silent = {row.person_id: row.last_sign for row in rows}
    return {each for each in told if each.person in silent and each.outlasts(silent[each.person])}
