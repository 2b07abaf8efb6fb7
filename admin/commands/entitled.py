"""Whether whoever presses a button may decide at that moment: the session lives, and the register gives the office."""

from datetime import datetime

from admin.queries.staff import read_offices
from admin.sessions import Session
from bot.core.ids import PersonId
from bot.core.people import Role
from bot.rules.triggers.deciding import may_decide
from bot.storage.database import Database


class NotEntitled(Exception):  # noqa: N818 - a decision, not a fault
    """The session is over or nobody's by name, or the register does not give them the office any more."""


async def entitled(session: Session, database: Database, now: datetime) -> PersonId:
    """Who decides, for the ledger. A page stays open longer than an office or a session lasts.

    Raises:
        NotEntitled: they may not, or not any more.
        Unavailable: the database is down.
    """
    staff = session.staff
    if staff is None or not session.lives(now):
        raise NotEntitled
    offices = (await read_offices(database, [staff.person])).get(staff.person, frozenset())
    if not may_decide(map(Role, offices)) or not session.lives(now):
        raise NotEntitled
    return staff.person
