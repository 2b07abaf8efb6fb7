"""Who of the register signs in at the console, and what office they hold now."""

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, select

from admin.staff import Staff
from bot.core.ids import PersonId
from bot.core.people import Office
from bot.storage.database import Database
from bot.storage.register import roles_of
from bot.storage.tables import people

_BY_SUBJECT = select(people.c.id, people.c.name).where(people.c.subject == bindparam("of_subject")).limit(2)


async def read_staff(database: Database, subject: str) -> Staff | None:
    """None where the register knows nobody by this id of the city OS, or more than one. Whoever is found may hold
    no office at all.

    Raises:
        Unavailable: the database is down.
    """
    async with database.reading() as connection:
        found = (await connection.execute(_BY_SUBJECT, {"of_subject": subject})).all()
        if len(found) != 1:
            return None
        person = PersonId(found[0].id)
        roles = (await roles_of(connection, [person])).get(person, ())
    return Staff(person, found[0].name, frozenset(each.office for each in roles))


async def read_offices(database: Database, persons: Iterable[PersonId]) -> Mapping[PersonId, frozenset[Office]]:
    """Whoever holds none is not in it. Raises `Unavailable`."""
    async with database.reading() as connection:
        held = await roles_of(connection, persons)
    return {person: frozenset(each.office for each in roles) for person, roles in held.items()}
