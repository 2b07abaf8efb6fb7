"""Answers `ContactsOf`: telephone number and address, for those of whom a topic has decided that they may be shown."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.requests import Contact, ContactsOf
from bot.storage.among import among
from bot.storage.tables import people

_CONTACTS = select(people.c.id, people.c.phone, people.c.address).where(among(people.c.id, "people"))


async def read_contacts(
    connection: AsyncConnection, requests: Collection[ContactsOf]
) -> Mapping[ContactsOf, tuple[Contact, ...]]:
    known = await contacts_of(connection, {person for each in requests for person in each.people})
    return {each: tuple(known[person] for person in each.people if person in known) for each in requests}


async def contacts_of(connection: AsyncConnection, ids: Iterable[PersonId]) -> Mapping[PersonId, Contact]:
    rows = await connection.execute(_CONTACTS, {"people": sorted(ids)})
    return {PersonId(row.id): Contact(PersonId(row.id), row.phone, row.address) for row in rows}
