"""How many LINE messages the outbox is still to spend: LINE counts them only once they have gone."""

from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, not_, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.storage.instant import Instant
from bot.storage.outbox.budget import WAITS
from bot.storage.tables import outbox

# A reply is free for as long as its token is good; what waits longer goes by push. What waits for a reply is none.
_WAITING = select(func.coalesce(func.sum(func.json_array_length(outbox.c.recipients)), 0)).where(
    outbox.c.state == literal_column("'pending'"),
    outbox.c.channel == Channel.LINE.value,
    or_(outbox.c.mailing.is_(None), not_(outbox.c.mailing.startswith(WAITS))),
    or_(outbox.c.reply_token.is_(None), outbox.c.reply_until <= bindparam("now", type_=Instant)),
)


async def waiting_on_line(connection: AsyncConnection, now: datetime) -> int:
    """One for each recipient of a push or a multicast that has not been accepted."""
    return int((await connection.execute(_WAITING, {"now": now})).scalar_one())


async def suffices(connection: AsyncConnection, left: int | None, wanted: int, now: datetime) -> bool:
    """Whether what is `left` is enough for `wanted` messages, beside what waits."""
    spendable = await to_spend(connection, left, now) if wanted else None
    return spendable is None or wanted <= spendable


async def to_spend(connection: AsyncConnection, left: int | None, now: datetime) -> int | None:
    """What is `left` of the month by LINE's word, less what waits; None: no limit, or nobody knows."""
    return None if left is None else max(left - await waiting_on_line(connection, now), 0)
