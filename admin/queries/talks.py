"""What staff and one person wrote to each other in an incident, the oldest first."""

from sqlalchemy import bindparam, select

from admin.people import Spoken, TalkLine
from bot.core.ids import IncidentId, PersonId
from bot.storage.database import Database
from bot.storage.staff_word.talking import HOW_MANY_OPEN
from bot.storage.tables import talk_lines, talks

_THEIRS = (talks.c.incident_id == bindparam("incident"), talks.c.person_id == bindparam("person"))
_OPEN = select(talks.c.id).where(*_THEIRS, talks.c.ended_at.is_(None))
_LINES = (
    select(talk_lines)
    .join(talks, talks.c.id == talk_lines.c.talk_id)
    .where(*_THEIRS)
    .order_by(talk_lines.c.at.desc(), talk_lines.c.id)
    .limit(200)
)


async def count_open_talks(database: Database, incident: IncidentId) -> int:
    """With how many people staff talk about it. Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        return int((await connection.execute(HOW_MANY_OPEN, {"incident": incident})).scalar_one())


async def read_talk(database: Database, incident: IncidentId, person: PersonId) -> Spoken:
    """Raises `Unavailable` when the database is down."""
    asked = {"incident": incident, "person": person}
    async with database.reading() as connection:
        is_open = (await connection.execute(_OPEN, asked)).first() is not None
        rows = (await connection.execute(_LINES, asked)).all()
    lines = [TalkLine(row.id, row.at, row.words, row.office if row.said_by else None) for row in rows]
    return Spoken(tuple(reversed(lines)), is_open=is_open)
