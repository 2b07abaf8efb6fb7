"""Tells helpers elsewhere what is due, chunk by chunk, each in one transaction with what it shows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Boolean, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.records import Message
from bot.core.requests import Circle
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.helpers_told.circles import circles_elsewhere
from bot.storage.helpers_told.due import Due, done, incidents_due, some_due
from bot.storage.helpers_told.mailing import AboutOne, drop_of, heard_of, write
from bot.storage.ledger.undelivered import note_undelivered
from bot.storage.open_incidents import incident_by_id
from bot.storage.outbox.budget import Budget
from bot.storage.outbox.waiting import to_spend
from bot.storage.staff_word.telling import open_incident
from bot.storage.tables import check_ins, incidents

CHUNK = 500
"""People in one transaction: whoever else adds to the ledger waits so long for its commit."""
AT_ONCE = 3_000
"""People in one look: other jobs wait so long for their turn. The rest comes with the next."""

Say = Callable[[Circle, Incident, str | None, frozenset[PersonId]], tuple[Message, ...]]
"""Of somebody, in the incident with the level that holds for them; the level that was told before, and who heard."""

_ASKED = (
    select(func.count())
    .select_from(check_ins)
    .join(incidents, incidents.c.id == check_ins.c.incident_id)
    .where(incidents.c.closed_at.is_(None), or_(incidents.c.drill.is_(False), bindparam("drill", type_=Boolean)))
)


class HelperStore:
    """All methods raise `Unavailable` when the database is down. `city_os`: as the store of turns has it."""

    def __init__(self, database: Database, city_os: CityOsRules | None = None) -> None:
        self._database = database
        self._city_os = city_os

    async def due(self) -> tuple[Incident, ...]:
        """In which somebody is to be told, real ones first; most looks find none."""
        async with self._database.reading() as connection:
            found = [await incident_by_id(connection, each) for each in sorted(await incidents_due(connection))]
        return tuple(sorted((each for each in found if each), key=lambda each: each.drill))

    async def tell(self, incident: Incident, say: Say, now: datetime, left: int | None) -> int:
        """Each once, however many workers do so; returns of how many people somebody was told something.

        `left`: LINE messages of this month, as far as LINE said. A reminder to each who is asked goes before a call;
        that a call was wrong is told whatever is left. Of whom the city OS did not answer is asked again.
        """
        budget = await self._budget(incident, now, left)
        told, after = 0, ""
        for _ in range(AT_ONCE // CHUNK):
            async with self._database.writing() as connection:
                as_it_is = await open_incident(connection, incident.id) or replace(incident, closed_at=now)
                some = await some_due(connection, incident.id, after, CHUNK)
                if not some:
                    return told
                told += await self._tell_some(connection, as_it_is, some, (say, budget, now))
                after = some[-1].person
        return told

    async def _budget(self, incident: Incident, now: datetime, left: int | None) -> Budget:
        async with self._database.reading() as connection:
            spendable = await to_spend(connection, left, now)
            if spendable is None:
                return Budget(None)
            asked = (await connection.execute(_ASKED, {"drill": incident.drill})).scalar_one()
            return Budget(max(spendable - asked, 0))

    async def _tell_some(
        self, connection: AsyncConnection, incident: Incident, some: Sequence[Due], means: tuple[Say, Budget, datetime]
    ) -> int:
        say, budget, now = means
        due = {each.person: each for each in some}
        unseen = await drop_of(connection, incident.id, list(due), now)
        news = [each.person for each in some if each.is_news(incident)]
        heard = await heard_of(connection, incident.id, news)
        near = await circles_elsewhere(connection, incident.id, news, heard, self._city_os)
        said = []
        for circle in near.circles:
            of = due[circle.person.id]
            here = replace(incident, level=of.level)
            messages = say(circle, here, of.told, heard.get(of.person, frozenset()))
            said.append(AboutOne(of.person, messages, calls=of.calls(incident)))
        told_of = await write(connection, incident.id, said, near.roads, budget, now)
        unasked = {each.person.id for each in near.circles if each.consent_unasked} - told_of
        await done(connection, incident.id, due.keys() - unasked, told_of)
        await note_undelivered(connection, unseen)
        return len(told_of)
