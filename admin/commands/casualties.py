"""Missing and dead, put on record by a named member of staff: the log says of whom and by whom, never which."""

from dataclasses import replace

import structlog

from admin.commands.entitled import entitled
from admin.sessions import Session
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.staff_word.casualties import Recorded, Recording, record_casualty

log = structlog.get_logger()


async def put_on_record(database: Database, city_os: CityOsRules | None, wish: Recording, session: Session) -> Recorded:
    """Whoever sits there stands as who wrote it, whatever the wish says. One transaction.

    Raises:
        NotEntitled: nobody by name sits there, or they may not decide at that moment.
        ValueError: no basis, or one that is too long.
        Unavailable: the database is down; nothing was written, or it is not known.
    """
    by = await entitled(session, database, wish.at)
    done = await record_casualty(database, replace(wish, by=by), city_os)
    if done is Recorded.DONE:
        log.info("console.casualty_recorded", person=wish.person, incident=wish.incident, by=by, done=done)
    return done
