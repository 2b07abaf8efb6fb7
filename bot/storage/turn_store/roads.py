"""Over which open accounts people can be reached, and in which language."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

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

ROAD_COLUMNS = (
    accounts.c.channel,
    accounts.c.address,
    people.c.language.label("of_register"),
    conversations.c.language.label("spoken"),
    conversations.c.version,
)
"""Of an account, its person, and the conversation over it where there is one."""

_ROADS = (
    select(accounts.c.person_id, *ROAD_COLUMNS)
    .join(people, people.c.id == accounts.c.person_id)
    .outerjoin(conversations, same_account)
    .where(among(accounts.c.person_id, "people"), is_open)
    .order_by(accounts.c.person_id, accounts.c.channel, accounts.c.address)
)


async def roads_to(connection: AsyncConnection, people: Collection[PersonId]) -> Roads:
    found: defaultdict[PersonId, list[Road]] = defaultdict(list)
    if people:
        for person, *road in (await connection.execute(_ROADS, {"people": sorted(people)})).all():
            found[person].append(road_of(road))
    return found


def road_of(values: Sequence[Any]) -> Road:
    """From the values of `ROAD_COLUMNS`, in their order."""
    channel, address, of_register, spoken, version = values
    return Road(_channel(channel), address, _language(spoken if version else of_register))
