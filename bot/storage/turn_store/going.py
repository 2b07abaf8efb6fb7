"""Who is on the way to whom, and who was asked again: read for topics and cards, written with the turn."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.going import Going
from bot.core.ids import PersonId
from bot.core.ports import FinishedTurn
from bot.core.records import GoingStated, GoingTakenBack, Nudged
from bot.core.requests import LastNudgeOf
from bot.storage.among import among
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.rows.going import going_of, row_of_going, row_of_nudge
from bot.storage.tables import goings, nudges

_STANDING = (
    select(goings)
    .where(among(goings.c.about, "people"), goings.c.ended_at.is_(None))
    .order_by(goings.c.said_at, goings.c.id)
)
_LAST = (
    select(nudges.c.about, nudges.c.incident_id, func.max(nudges.c.at, type_=Instant).label("at"))
    .where(among(nudges.c.about, "people"))
    .group_by(nudges.c.about, nudges.c.incident_id)
)
_TAKE_BACK = (
    update(goings)
    .where(goings.c.about == bindparam("of"), goings.c.goer_id == bindparam("who"), goings.c.ended_at.is_(None))
    .values(ended_at=bindparam("new_ended_at", type_=Instant))
)


async def goings_to(connection: AsyncConnection, people: Iterable[PersonId]) -> Mapping[PersonId, Sequence[Going]]:
    """What was said and not taken back, the oldest first; whether it still holds is for `rules.going` to say."""
    found: defaultdict[PersonId, list[Going]] = defaultdict(list)
    for row in await connection.execute(_STANDING, {"people": list(people)}):
        found[PersonId(row.about)].append(going_of(row))
    return found


async def read_last_nudges(
    connection: AsyncConnection, requests: Collection[LastNudgeOf]
) -> Mapping[LastNudgeOf, datetime | None]:
    rows = await connection.execute(_LAST, {"people": sorted({each.person for each in requests})})
    last = {(row.about, row.incident_id): row.at for row in rows}
    return {each: last.get((each.person, each.incident)) for each in requests}


async def write_goings(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    """In the order of the turns: what is taken back and said again in one batch stands."""
    for record in (record for turn in turns for record in turn.outcome.records):
        match record:
            case GoingStated(going):
                await add_new(connection, goings, [row_of_going(going)])
            case GoingTakenBack(about, goer, at):
                await connection.execute(_TAKE_BACK, {"of": about, "who": goer, "new_ended_at": at})
            case Nudged():
                await add_new(connection, nudges, [row_of_nudge(record)])
            case _:
                pass
