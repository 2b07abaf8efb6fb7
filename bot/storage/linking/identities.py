"""Whom the city OS's id means: as it was linked here before, unless the city's register says otherwise by now."""

from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.storage.insert import add_new
from bot.storage.tables import identities, people

_THIS = (identities.c.issuer == bindparam("of_issuer"), identities.c.subject == bindparam("of_subject"))
_LINKED = (
    select(identities.c.person_id)
    .join(people, people.c.id == identities.c.person_id)
    .where(*_THIS, or_(people.c.subject.is_(None), people.c.subject == bindparam("of_subject")))
)
_FORGET = delete(identities).where(*_THIS)
_NEWEST_SESSION = update(identities).where(*_THIS).values(session=bindparam("new_session"))
_REGISTERED = select(people.c.id).where(people.c.subject == bindparam("of_subject")).limit(2)


async def person_behind(
    connection: AsyncConnection, issuer: str, subject: str, session: str | None, now: datetime
) -> PersonId | None:
    """None where the register knows nobody by this id, or more than one. The first time the link is written down."""
    this = {"of_issuer": issuer, "of_subject": subject}
    linked = await connection.scalar(_LINKED, this)
    if linked is not None:
        await connection.execute(_NEWEST_SESSION, this | {"new_session": session})
        return PersonId(linked)
    await connection.execute(_FORGET, this)
    registered = list(await connection.scalars(_REGISTERED, {"of_subject": subject}))
    if len(registered) != 1:
        return None
    row = {"issuer": issuer, "subject": subject, "person_id": registered[0], "linked_at": now, "session": session}
    await add_new(connection, identities, [row])
    return PersonId(registered[0])
