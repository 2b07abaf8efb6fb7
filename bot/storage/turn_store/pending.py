"""Which arrivals wait, oldest first."""

from collections.abc import Collection

from sqlalchemy import Integer, bindparam, literal_column, not_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import ConversationId
from bot.core.ports import Arrival
from bot.storage.among import among
from bot.storage.rows.arrivals import ARRIVAL_COLUMNS, arrival_of
from bot.storage.tables import inbox

# The state stands as a literal, or the planner could not know that the partial index fits.
_PENDING = (
    select(*ARRIVAL_COLUMNS)
    .where(
        inbox.c.state == literal_column("'pending'"),
        among(inbox.c.lane, "lanes"),
        not_(among(inbox.c.conversation, "busy")),
    )
    .order_by(inbox.c.occurred_at, inbox.c.event_id)
    .limit(bindparam("most", type_=Integer))
)


async def pending_arrivals(
    connection: AsyncConnection, lanes: Collection[int], busy: Collection[ConversationId], limit: int
) -> tuple[Arrival, ...]:
    asked = {"lanes": sorted(lanes), "busy": list(busy), "most": limit}
    return tuple(arrival_of(row) for row in await connection.execute(_PENDING, asked))
