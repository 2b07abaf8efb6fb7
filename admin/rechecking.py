"""Looks once a minute whether those who sit here by name still hold their office; whoever does not is signed out."""

import asyncio
from dataclasses import replace

import structlog

from admin.queries.staff import read_offices
from admin.sessions import Sessions
from bot.core.errors import Unavailable
from bot.core.ports import Clock
from bot.storage.border import Rejected
from bot.storage.database import Database

log = structlog.get_logger()

EVERY_SECONDS = 60.0


class Rechecking:
    def __init__(self, database: Database, sessions: Sessions, clock: Clock) -> None:
        self._database = database
        self._sessions = sessions
        self._clock = clock

    async def run(self) -> None:
        """Until it is cancelled. While the database is down everybody stays: nothing can be shown or decided then."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            try:
                await self.look()
            except (Unavailable, Rejected):
                log.warning("console.offices_not_read")

    async def look(self) -> None:
        """Raises `Unavailable` when the database is down."""
        named = [(each, each.staff) for each in self._sessions.living(self._clock.now()) if each.staff]
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
