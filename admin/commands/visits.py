"""Changes of the visits by whoever sits at the console: the log says which line, what it became, and who did it."""

from datetime import datetime

import structlog

from admin.showing import Viewer
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.staff_word import visiting
from bot.storage.staff_word.visiting import Actor, Change, Changed, Line

log = structlog.get_logger()


async def change_visit(
    database: Database, city_os: CityOsRules | None, line: Line, change: Change, viewer: Viewer, at: datetime
) -> Changed:
    """One transaction.

    Raises:
        ValueError: the team or the note is too long.
        Unavailable: the database is down; nothing was written, or it is not known.
    """
    actor = Actor(viewer.recipient.person.id, viewer.staff.person if viewer.staff else None)
    done = await visiting.change_visit(database, city_os, line, change, actor, at)
    log.info("console.visit_changed", visit=line.id, state=change.state, done=done, by=actor.id, at=at.isoformat())
    return done
