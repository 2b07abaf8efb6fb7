"""Tells helpers elsewhere what is due, chunk by chunk, each in one transaction with what it shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Boolean, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.incidents import Incident
from bot.core.requests import Circle
from bot.rules.helpers_told import Word
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

ASKED_AGAIN = timedelta(minutes=1)
"""After a look in which the city OS gave no answer about somebody."""
_TOO_LATE = timedelta(days=1)
"""After the closing: that something was wrong is no news any more."""

Say = Callable[[Circle, Incident, Mapping[PersonId, str]], tuple[Word, ...]]
"""Of somebody, in the incident with the level that holds for them; what each helper has heard last."""

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
        self._after: dict[IncidentId, str] = {}
        self._unanswered: set[IncidentId] = set()
        self._rests: dict[IncidentId, datetime] = {}

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
        if now < self._rests.get(incident.id, now):
            return 0
        budget = await self._budget(incident, now, left)
        told = 0
        for _ in range(AT_ONCE // CHUNK):
            async with self._database.writing() as connection:
                as_it_is = await open_incident(connection, incident.id) or _closed(incident, now)
                some = await some_due(connection, incident.id, self._after.get(incident.id, ""), CHUNK)
                told += await self._tell_some(connection, as_it_is, some, (say, budget, now)) if some else 0
            if len(some) < CHUNK:
                self._begin_anew(incident.id, now)
                return told
            self._after[incident.id] = some[-1].person
        return told

    def _begin_anew(self, incident: IncidentId, now: datetime) -> None:
        """All were looked at."""
        self._after.pop(incident, None)
        if incident in self._unanswered:
            self._unanswered.discard(incident)
            self._rests[incident] = now + ASKED_AGAIN

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
        told = {each.person: each.told for each in some}
        unseen = await drop_of(connection, incident.id, told, now)
        heard = await heard_of(connection, incident.id, told)
        near = await circles_elsewhere(connection, incident.id, list(due), heard, self._city_os)
        said = [_said(incident, due[each.person.id], each, heard.get(each.person.id, {}), say) for each in near.circles]
        told_of = await write(connection, incident.id, said, near.roads, budget, now)
        unasked = self._unasked(incident, near.circles, now) - told_of
        await done(connection, incident.id, due.keys() - unasked, [due[each] for each in told_of])
        await note_undelivered(connection, unseen)
        return len(told_of)

    def _unasked(self, incident: Incident, circles: Sequence[Circle], now: datetime) -> set[PersonId]:
        """Of whom the city OS gave no answer: they stay due."""
        if incident.closed_at is not None and now - incident.closed_at > _TOO_LATE:
            return set()
        found = {each.person.id for each in circles if each.consent_unasked and each.members}
        if found:
            self._unanswered.add(incident.id)
        return found


def _closed(incident: Incident, now: datetime) -> Incident:
    return incident if incident.closed_at else replace(incident, closed_at=now)


def _said(incident: Incident, due: Due, circle: Circle, heard: Mapping[PersonId, str], say: Say) -> AboutOne:
    """Whoever has left is asked no more to leave, nor anybody once the incident is closed; corrections go on."""
    words = say(circle, replace(incident, level=due.level), heard)
    may_call = incident.is_open and not due.has_left
    return AboutOne(due.person, due.level, tuple(each for each in words if may_call or not each.calls))
