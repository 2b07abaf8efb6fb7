"""Tells helpers elsewhere what is due, chunk by chunk, each in one transaction with what it shows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.records import Message
from bot.core.requests import Circle
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.helpers_told.circles import circles_elsewhere
from bot.storage.helpers_told.due import Due, done, incidents_due, some_due
from bot.storage.helpers_told.mailing import AboutOne, drop_of, write
from bot.storage.ledger.undelivered import note_undelivered
from bot.storage.outbox.budget import Budget
from bot.storage.outbox.waiting import to_spend
from bot.storage.staff_word.telling import open_incident
from bot.storage.tables import check_ins

Say = Callable[[Circle, Incident, str | None], tuple[Message, ...]]
"""Of somebody, in the incident with the level that holds for them; and the level that was told before."""

_HOW_MANY = select(func.count()).where(check_ins.c.incident_id == bindparam("incident"))


class HelperStore:
    """All methods raise `Unavailable` when the database is down. `city_os`: as the store of turns has it."""

    def __init__(self, database: Database, city_os: CityOsRules | None = None) -> None:
        self._database = database
        self._city_os = city_os

    async def due(self) -> frozenset[IncidentId]:
        """The open incidents in which somebody is to be told; most looks find none."""
        async with self._database.reading() as connection:
            return await incidents_due(connection)

    async def tell(self, incident: IncidentId, say: Say, now: datetime, left: int | None) -> int:
        """Everybody once, however many workers do so; returns of how many people somebody was told something.

        `left`: LINE messages of this month, as far as LINE said. A reminder to each who is asked goes before.
        """
        budget = await self._budget(incident, now, left)
        told = 0
        while True:
            async with self._database.writing() as connection:
                still_open = await open_incident(connection, incident)
                some = await some_due(connection, incident) if still_open else ()
                if still_open is None or not some:
                    return told
                told += await self._tell_some(connection, still_open, some, (say, budget, now))

    async def _budget(self, incident: IncidentId, now: datetime, left: int | None) -> Budget:
        async with self._database.reading() as connection:
            spendable = await to_spend(connection, left, now)
            if spendable is None:
                return Budget(None)
            asked = (await connection.execute(_HOW_MANY, {"incident": incident})).scalar_one()
            return Budget(max(spendable - asked, 0))

    async def _tell_some(
        self, connection: AsyncConnection, incident: Incident, some: Sequence[Due], means: tuple[Say, Budget, datetime]
    ) -> int:
        say, budget, now = means
        due = {each.person: each for each in some}
        unseen = await drop_of(connection, incident.id, list(due), now)
        news = [each.person for each in some if each.is_news(incident)]
        near = await circles_elsewhere(connection, incident.id, news, self._city_os)
        said = [AboutOne(each.person.id, _said(incident, due[each.person.id], each, say)) for each in near.circles]
        told_of = await write(connection, incident.id, said, near.roads, budget, now)
        await done(connection, incident.id, due, told_of)
        await note_undelivered(connection, unseen)
        return len(told_of)


def _said(incident: Incident, due: Due, circle: Circle, say: Say) -> tuple[Message, ...]:
    return say(circle, replace(incident, level=due.level), due.told)
