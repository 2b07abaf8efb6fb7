"""What staff sent last: who, when, what, to how many, for how many LINE messages."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.rows.announcements import is_narrow
from bot.storage.tables import announcements, people

_NEWEST = (
    select(announcements, people.c.name.label("by_name"), people.c.disclosure_block.label("hidden"))
    .outerjoin(people, people.c.id == announcements.c.by_id)
    .order_by(announcements.c.at.desc(), announcements.c.id)
)


@dataclass(frozen=True, slots=True)
class SentOnce:
    """`by`: the name of whoever confirmed it, the id where the register has none; empty: under a disclosure block.

    `narrow`: no number of it may tell of one person.
    """

    at: datetime
    by: str
    words: str
    drill: bool
    opens: bool
    people: int
    unreachable: int
    line_messages: int
    held: int
    narrow: bool


async def read_sent(database: Database, most: int) -> tuple[SentOnce, ...]:
    """The newest first. Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        rows = await connection.execute(_NEWEST.limit(most))
        return tuple(
            SentOnce(
                at=row.at,
                by="" if row.hidden else row.by_name or row.by_id,
                words=row.words.get("ja", ""),
                drill=row.drill,
                opens=row.opens,
                people=row.people,
                unreachable=row.unreachable,
                line_messages=row.line_messages,
                held=row.held,
                narrow=is_narrow(row.audience),
            )
            for row in rows
        )
