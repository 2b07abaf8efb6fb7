"""People as the board needs them: with age, address, telephone and the name of their district."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.board import Registered
from bot.core.ids import ConversationId, PersonId
from bot.storage.among import among
from bot.storage.rows import AnyRow
from bot.storage.rows.people import PERSON_COLUMNS, person_of
from bot.storage.tables import conversations, districts, people

_PEOPLE = (
    select(
        *PERSON_COLUMNS,
        people.c.address,
        people.c.phone,
        people.c.support_reason,
        districts.c.name.label("district_name"),
    )
    .outerjoin(districts, districts.c.id == people.c.district_id)
    .where(among(people.c.id, "people"))
)
_TALKERS = select(conversations.c.id, conversations.c.person_id).where(
    among(conversations.c.id, "conversations"), conversations.c.person_id.is_not(None)
)


async def read_registered(connection: AsyncConnection, ids: Iterable[PersonId]) -> Mapping[PersonId, Registered]:
    rows = await connection.execute(_PEOPLE, {"people": sorted(ids)})
    return {PersonId(row.id): _registered(row) for row in rows}


async def read_talkers(connection: AsyncConnection, ids: Iterable[ConversationId]) -> Mapping[ConversationId, PersonId]:
    """Whose conversations these are, where the city knows it."""
    rows = await connection.execute(_TALKERS, {"conversations": sorted(ids)})
    return {ConversationId(row.id): PersonId(row.person_id) for row in rows}


def _registered(row: AnyRow) -> Registered:
    return Registered(
        person=person_of(row),
        district=row.district_name or "",
        birthdate=row.birthdate,
        address=row.address,
        phone=row.phone,
        support_reason=row.support_reason,
    )
