"""A named member of staff writes to one person, or ends it: the log says who and with whom, never what."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from admin.commands.entitled import entitled
from admin.sessions import Session
from bot.storage.database import Database
from bot.storage.staff_word import talking
from bot.storage.staff_word.talking import Talked, ToPerson

log = structlog.get_logger()


async def say(database: Database, line: ToPerson, session: Session) -> Talked:
    """Whoever sits there stands as who wrote it, whatever the line says.

    Raises:
        NotEntitled: nobody by name sits there, or they may not decide at that moment.
        ValueError: no words, no office, or too many characters.
        Unavailable: the database is down.
    """
    return await _logged("console.talk_said", talking.say, database, line, session)


async def end(database: Database, line: ToPerson, session: Session) -> Talked:
    """Raises `NotEntitled` and `Unavailable` as above."""
    return await _logged("console.talk_ended", talking.end, database, line, session)


async def _logged(
    event: str,
    does: Callable[[Database, ToPerson], Awaitable[Talked]],
    database: Database,
    line: ToPerson,
    session: Session,
) -> Talked:
    by = await entitled(session, database, line.at)
    done = await does(database, replace(line, by=by))
    log.info(event, person=line.person, incident=line.incident, by=by, done=done, at=line.at.isoformat())
    return done
