"""An emergency declared and ended at the console, by name, by whoever holds the office at that moment (promise 6).

The ledger names both, in the transaction that opens or closes it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex
from zoneinfo import ZoneInfo

import structlog

from admin.commands.entitled import NotEntitled, entitled
from admin.sessions import Session
from bot.core.incidents import Emergency
from bot.core.people import City, District
from bot.core.ports import Signal, Wakeups
from bot.core.quota import AskQuota, left_of, unknown
from bot.rules.declaring import Objection, objections
from bot.rules.emergency_message import emergency_begins
from bot.storage.database import Database
from bot.storage.emergencies import EmergencyStore
from bot.storage.incidents import IncidentStore

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Declaring:
    """All methods raise `NotEntitled`, and `Unavailable` when the database is down."""

    database: Database
    city: City
    wakeups: Wakeups
    quota: AskQuota = unknown
    """Of LINE."""

    async def declare(
        self, session: Session, wanted: Emergency, areas: tuple[District, ...]
    ) -> int | tuple[Objection, ...]:
        """How many accounts are told, or why it does not hold. `wanted` names nobody yet; `areas`: its districts."""
        by = await entitled(session, self.database, wanted.declared_at)
        store, emergency = EmergencyStore(self.database), replace(wanted, declared_by=by)
        faults = objections(emergency, await store.roles(by))
        if Objection.NOT_ENTITLED in faults:
            raise NotEntitled
        if faults:
            return faults
        words = emergency_begins(emergency, self.city, areas, await IncidentStore(self.database).still_open())
        told = await store.declare(emergency, words, await left_of(self.quota))
        log.info("console.emergency_declared", session=session.id, person=by, emergency=emergency.id)
        await self._wake(Signal.OUTBOX, Signal.BOARD)
        return told

    async def end(self, session: Session, id_: str, now: datetime) -> bool:
        """False: it does not stand any more. Any member of the staff may close what a manager has opened: closing
        discloses nothing, and who opened it may sleep. The people of the area are told by the worker, within a minute.
        """
        by = await entitled(session, self.database, now)
        ended = await EmergencyStore(self.database).end(id_, now, by)
        log.info("console.emergency_ended", session=session.id, person=by, emergency=id_, ended=ended)
        await self._wake(Signal.BOARD)
        return ended

    async def _wake(self, *signals: Signal) -> None:
        for each in signals:
            await self.wakeups.wake(each)


def new_emergency_id(now: datetime, city: City) -> str:
    """As `anpi emergency declare` makes them: the day, and six letters."""
    return f"E{now.astimezone(ZoneInfo(city.time_zone)):%Y%m%d}-{token_hex(3)}"
