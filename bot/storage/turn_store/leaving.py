"""Whoever has left needs nobody to be called for them: what waits to say so is looked at again (docs/sending.md)."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.reports import CheckIn
from bot.core.understanding import Whereabouts
from bot.storage.among import among
from bot.storage.tables import helpers_told

_KEY = (helpers_told.c.incident_id, helpers_told.c.person_id)
# Who holds a row is telling helpers of that person right now: nobody waits for that with check-ins locked.
_TOLD = (
    select(*_KEY)
    .where(
        among(helpers_told.c.incident_id, "incidents"),
        among(helpers_told.c.person_id, "people"),
        helpers_told.c.told.is_not(None),
        helpers_told.c.due.is_(False),
    )
    .with_for_update(skip_locked=True)
)
_LOOK_AGAIN = update(helpers_told).where(tuple_(*_KEY).in_(bindparam("keys", expanding=True))).values(due=True)


def has_left(check_in: CheckIn) -> bool:
    return check_in.standing.whereabouts not in (None, Whereabouts.HOME)


async def look_again_at_those_who_left(connection: AsyncConnection, moved: Iterable[CheckIn]) -> None:
    """Calls to their helpers that have not gone are taken back with the next look of the job that tells them."""
    left = {(each.incident, each.person) for each in moved if has_left(each)}
    if not left:
        return
    those = {"incidents": sorted({key[0] for key in left}), "people": sorted({key[1] for key in left})}
    told = {(row.incident_id, row.person_id) for row in await connection.execute(_TOLD, those)}
    if told & left:
        await connection.execute(_LOOK_AGAIN, {"keys": sorted(told & left)})
