"""Staff write to one person, or end it: the log says who and with whom, never what."""

from collections.abc import Awaitable, Callable

import structlog

from bot.storage.database import Database
from bot.storage.staff_word import talking
from bot.storage.staff_word.talking import Talked, ToPerson

log = structlog.get_logger()


async def say(database: Database, line: ToPerson) -> Talked:
    """Raises `ValueError` for no words, no office, or too many characters; `Unavailable` when the database is down."""
    return await _logged("console.talk_said", talking.say, database, line)


async def end(database: Database, line: ToPerson) -> Talked:
    """Raises `Unavailable` when the database is down."""
    return await _logged("console.talk_ended", talking.end, database, line)


async def _logged(
    event: str, does: Callable[[Database, ToPerson], Awaitable[Talked]], database: Database, line: ToPerson
) -> Talked:
    done = await does(database, line)
    log.info(event, person=line.person, incident=line.incident, by=line.by, done=done, at=line.at.isoformat())
    return done
