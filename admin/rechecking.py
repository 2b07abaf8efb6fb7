"""Looks every few seconds whether those who sit here by name still hold their office; who does not is signed out."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace

import structlog

from admin.queries.staff import read_offices
from admin.sessions import Session, Sessions
from bot.core.errors import Unavailable
from bot.core.ports import Clock
from bot.storage.border import Rejected
from bot.storage.database import Database

log = structlog.get_logger()

EVERY_SECONDS = 2.0
"""One small read for all of them: nobody goes on looking whom the city has just let go."""


class Rechecking:
    def __init__(self, database: Database, sessions: Sessions, clock: Clock) -> None:
        self._database = database
        self._sessions = sessions
        self._clock = clock
        self._answers = True

    async def run(self) -> None:
        """Until it is cancelled; a read under way comes to its end.

        While the database is down everybody stays: nothing can be shown or decided then.
        """
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await asyncio.shield(self._try(self._sessions.living(self._clock.now())))

    async def before_a_page(self, session: Session) -> None:
        """A page that is opened shows people at once: whoever opens it must hold the office at that moment."""
        await self._try([session])

    async def _try(self, sessions: Iterable[Session]) -> None:
        try:
            await self.look(sessions)
        except (Unavailable, Rejected):
            if self._answers:
                log.warning("console.offices_not_read")
            self._answers = False
        else:
            self._answers = True

    async def look(self, sessions: Iterable[Session]) -> None:
        """Raises `Unavailable` when the database is down."""
        named = [(each, each.staff) for each in sessions if each.staff]
        if not named:
            return
        held = await read_offices(self._database, {staff.person for _, staff in named})
        for session, staff in named:
            now_held = replace(staff, offices=held.get(staff.person, frozenset()))
            if session.signed_out:
                continue
            session.staff = now_held
            if not now_held.may_decide:
                session.end()
                log.info("console.office_ended", person=staff.person, session=session.id)
