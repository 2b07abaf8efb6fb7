"""Staff put on record that somebody is missing or dead. A report like others: it stays, and can be taken out again."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import ConversationId, IncidentId, PersonId, ReportId, derived_id
from bot.core.incidents import Incident
from bot.core.reports import Casualty, Means, Report, Source, Standing
from bot.core.understanding import Condition
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.staff_word.deceased import note_deceased
from bot.storage.staff_word.recording import record
from bot.storage.staff_word.telling import open_incident
from bot.storage.staff_word.visiting import ON_ITS_WAY
from bot.storage.tables import reports
from bot.storage.turn_store.moving import held

MAX_BASIS = 200
_DISTRESS = select(reports.c.id).where(
    reports.c.incident_id == bindparam("incident"),
    reports.c.about == bindparam("person"),
    reports.c.retracted_at.is_(None),
    reports.c.condition.in_((Condition.INJURED.value, Condition.NEEDS_RESCUE.value)),
)


class Recorded(StrEnum):
    """What became of the wish to put it on record."""

    DONE = "done"
    ALREADY = "already"
    """It stands there, whoever wrote it."""
    NEEDS_SECOND_TAP = "needs_second_tap"
    """That somebody is dead is recorded only by whoever says so a second time."""
    CALLED = "called"
    """Distress of the person was told of that was not shown to whoever wrote this: it would end unread."""
    CLOSED = "closed"
    """The incident is over, or the person is not in the register."""


@dataclass(frozen=True, slots=True)
class Recording:
    """`by`: a named member of staff. `basis`: from whom it is known, 1 to 200 characters, for staff alone.

    `seen`: the reports that they had before them. `sure`: they were asked a second time, and said so.
    """

    person: PersonId
    incident: IncidentId
    casualty: Casualty
    by: PersonId
    basis: str
    at: datetime
    seen: frozenset[ReportId] = frozenset()
    sure: bool = False


async def record_casualty(database: Database, wish: Recording, city_os: CityOsRules | None = None) -> Recorded:
    """One transaction, and no message to anybody: that is for staff to say, in person.

    Raises:
        ValueError: no basis, or one that is too long.
        Unavailable: the database is down; nothing was written, or it is not known.
    """
    if not 0 < len(wish.basis.strip()) <= MAX_BASIS:
        raise ValueError(f"basis: 1 to {MAX_BASIS} characters, {len(wish.basis.strip())} were given")
    if wish.casualty is Casualty.DEAD and not wish.sure:
        return Recorded.NEEDS_SECOND_TAP
    async with database.writing() as connection:
        return await _record(connection, wish, city_os)


async def _record(connection: AsyncConnection, wish: Recording, city_os: CityOsRules | None) -> Recorded:
    incident = await open_incident(connection, wish.incident)
    check_in = await held(connection, (wish.incident, wish.person)) if incident else None
    if incident is None or check_in is None:
        return Recorded.CLOSED
    if _stands_already(check_in.standing, wish.casualty):
        return Recorded.ALREADY
    if wish.casualty is Casualty.DEAD and await _is_called(connection, wish):
        return Recorded.CALLED
    report = _report(wish, incident, check_in.standing)
    await record(connection, report, city_os, wish.at)
    await note_deceased(connection, report)
    await append(connection, [_entry(report, wish)])
    return Recorded.DONE


def _stands_already(standing: Standing, casualty: Casualty) -> bool:
    """A death may be said again where it is doubted; that somebody is missing says nothing of the dead."""
    if standing.casualty is Casualty.DEAD:
        return casualty is Casualty.MISSING or not standing.contested
    return standing.casualty is casualty


async def _is_called(connection: AsyncConnection, wish: Recording) -> bool:
    """Under the lock on the check-in: nothing of the person's can come between."""
    said = await connection.scalars(_DISTRESS, {"incident": wish.incident, "person": wish.person})
    return any(each not in wish.seen for each in said)


def _report(wish: Recording, incident: Incident, before: Standing) -> Report:
    """Staff's 「不明」 settles what was said before: of the dead everything, of the missing that they were safe."""
    ends = wish.casualty is Casualty.DEAD or before.condition is Condition.SAFE
    return Report(
        id=ReportId(derived_id("casualty", wish.incident, wish.person, wish.casualty, wish.at.isoformat())),
        about=wish.person,
        incident=incident.id,
        drill=incident.drill,
        conversation=ConversationId(f"console:{wish.by}"),
        reporter=wish.by,
        source=Source.STAFF,
        label="",
        means=Means.WORDS,
        said_at=wish.at - ON_ITS_WAY,
        condition=Condition.UNKNOWN if ends else None,
        note=wish.basis.strip(),
        casualty=wish.casualty,
    )


def _entry(report: Report, wish: Recording) -> Entry:
    """Neither which of the two nor from whom: the ledger holds no datum itself."""
    id_ = derived_id(EntryKind.CASUALTY_RECORDED, report.id)
    body = {"report": report.id, "incident": report.incident}
    return Entry(id_, wish.at, EntryKind.CASUALTY_RECORDED, wish.person, wish.by, body, drill=report.drill)
