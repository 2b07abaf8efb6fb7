"""Whose subject is new here since the feed was read from its beginning: their consents are asked for one by one."""

from sqlalchemy import Integer, bindparam, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.storage.tables import city_os_consents, city_os_people, people
from bot.storage.upsert import put

_NEW = (
    select(people.c.id, people.c.subject)
    .outerjoin(city_os_people, city_os_people.c.person_id == people.c.id)
    .where(
        or_(
            people.c.subject.is_not(None) & city_os_people.c.person_id.is_(None),
            people.c.subject.is_distinct_from(city_os_people.c.subject) & city_os_people.c.person_id.is_not(None),
        )
    )
    .order_by(people.c.id)
    .limit(bindparam("most", type_=Integer))
)
_FORGET = delete(city_os_consents).where(city_os_consents.c.person_id == bindparam("person"))
_LEAVE = delete(city_os_people).where(city_os_people.c.person_id == bindparam("person"))


async def new_people(connection: AsyncConnection, limit: int) -> dict[PersonId, str | None]:
    """The person and their subject; None where they have none any more."""
    return {PersonId(row.id): row.subject for row in await connection.execute(_NEW, {"most": limit})}


async def leave(connection: AsyncConnection, person: PersonId) -> None:
    """What belonged to another subject is not theirs."""
    await connection.execute(_FORGET, {"person": person})
    await connection.execute(_LEAVE, {"person": person})


async def meet(connection: AsyncConnection, person: PersonId, subject: str) -> None:
    """From here on the feed tells of them too."""
    await leave(connection, person)
    await put(connection, city_os_people, [{"person_id": person, "subject": subject}])
