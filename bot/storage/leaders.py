"""Who leads a neighbourhood and can be written to on a channel: for the menus that leaders see."""

from sqlalchemy import select

from bot.core.events import Channel
from bot.core.people import Office
from bot.storage.database import Database
from bot.storage.tables import accounts, roles


async def leaders_addresses(database: Database, channel: Channel) -> tuple[str, ...]:
    """Addresses on the channel, each once, in no order that means anything."""
    query = (
        select(accounts.c.address)
        .join(roles, roles.c.person_id == accounts.c.person_id)
        .where(accounts.c.channel == channel.value, roles.c.role == Office.LEADER.value)
        .distinct()
    )
    async with database.reading() as connection:
        return tuple(await connection.scalars(query))
