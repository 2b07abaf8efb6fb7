"""Questions of a drill that is over: what is said after it is no answer to them (promise 5)."""

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.conversation import State
from bot.core.ids import IncidentId
from bot.storage.among import among
from bot.storage.tables import conversations

_OF_SAFETY = or_(conversations.c.state.startswith("check_in."), conversations.c.state.startswith("family."))
_WAITING = (
    select(conversations.c.id)
    .where(conversations.c.incident_id == bindparam("incident"), _OF_SAFETY)
    .order_by(conversations.c.id)
    .with_for_update()
)
_IDLE = (
    update(conversations)
    .where(among(conversations.c.id, "ids"), conversations.c.incident_id == bindparam("of"))
    .values(state=State.IDLE.value, about_id=None, incident_id=None, version=conversations.c.version + 1)
)
"""A turn under way has read an older version, and is driven again."""


async def forget_questions(connection: AsyncConnection, drill: IncidentId) -> None:
    """In one order, as turns lock them; in a transaction that holds nothing else."""
    found = list(await connection.scalars(_WAITING, {"incident": drill}))
    if found:
        await connection.execute(_IDLE, {"ids": found, "of": drill})
