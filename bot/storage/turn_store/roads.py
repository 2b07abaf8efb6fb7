"""Over which open accounts people can be reached, and in which language."""

from collections import defaultdict
from collections.abc import Collection
from functools import cache

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import PersonId
from bot.core.language import Language
from bot.storage.among import among
from bot.storage.register import is_open, same_account
from bot.storage.tables import accounts, conversations, people
from bot.storage.turn_store.mail import Road, Roads

_channel, _language = cache(Channel), cache(Language)
"""Remembered: an enum looks a value up ten times slower than a cache does."""

_ROADS = (
    select(
        accounts.c.person_id,
        accounts.c.channel,
        accounts.c.address,
        people.c.language,
        conversations.c.language.label("spoken"),
        conversations.c.version,
    )
    .join(people, people.c.id == accounts.c.person_id)
    .outerjoin(conversations, same_account)
    .where(among(accounts.c.person_id, "people"), is_open)
    .order_by(accounts.c.person_id, accounts.c.channel, accounts.c.address)
)


async def roads_to(connection: AsyncConnection, people: Collection[PersonId]) -> Roads:
    found: defaultdict[PersonId, list[Road]] = defaultdict(list)
    if people:
        rows = (await connection.execute(_ROADS, {"people": sorted(people)})).all()
        for person, channel, address, of_register, spoken, version in rows:
            language = _language(spoken if version else of_register)
            found[person].append(Road(_channel(channel), address, language))
    return found
