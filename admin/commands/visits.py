"""Changes of the visits by a named member of staff: the log says which line, what it became, and who did it."""

from datetime import datetime

import structlog

from admin.commands.entitled import entitled
from admin.sessions import Session
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.staff_word import visiting
from bot.storage.staff_word.visiting import Change, Changed, Line

log = structlog.get_logger()


async def change_visit(
    database: Database, city_os: CityOsRules | None, line: Line, change: Change, session: Session, at: datetime
) -> Changed:
    """One transaction.

    Raises:
        NotEntitled: nobody by name sits there, or they may not decide now: 「会えた」 can end a call for help.
        ValueError: the team or the note is too long.
        Unavailable: the database is down; nothing was written, or it is not known.
    """
    by = await entitled(session, database, at)
    done = await visiting.change_visit(database, city_os, line, change, by, at)
    log.info("console.visit_changed", visit=line.id, state=change.state, done=done, by=by, at=at.isoformat())
    return done
