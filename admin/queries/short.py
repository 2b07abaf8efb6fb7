"""Reads what waits because the month's LINE messages are used up."""

from collections import Counter

from sqlalchemy import func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.short import Short
from bot.core.events import Channel
from bot.storage.among import among
from bot.storage.rows import AnyRow
from bot.storage.tables import accounts, outbox, people
from handlers.line.exhausted import REASON

_WAITING = select(outbox.c.drill, outbox.c.incident_id, outbox.c.reminds_of, outbox.c.recipients).where(
    outbox.c.state == literal_column("'pending'"), outbox.c.reason == REASON
)
_NEEDING = (
    select(func.count(accounts.c.person_id.distinct()))
    .join(people, people.c.id == accounts.c.person_id)
    .where(accounts.c.channel == Channel.LINE.value, among(accounts.c.address, "addresses"), people.c.support_needed)
)


async def read_short(connection: AsyncConnection) -> tuple[Short, ...]:
    """At most one of each world; none where nothing waits."""
    rows = (await connection.execute(_WAITING)).all()
    worlds = {drill: [row for row in rows if row.drill is drill] for drill in (False, True)}
    return tuple([await _short(connection, drill, several) for drill, several in worlds.items() if several])


async def _short(connection: AsyncConnection, drill: bool, rows: list[AnyRow]) -> Short:  # noqa: FBT001 - one of two worlds
    number: Counter[str] = Counter()
    for row in rows:
        number[_kind(row)] += len(row.recipients)
    asked = sorted({each for row in rows if _kind(row) != "others" for each in row.recipients})
    needing = (await connection.execute(_NEEDING, {"addresses": asked})).scalar_one()
    return Short(drill, number["questions"], number["reminders"], number["others"], needing)


def _kind(row: AnyRow) -> str:
    if row.incident_id:
        return "questions"
    return "reminders" if row.reminds_of else "others"
