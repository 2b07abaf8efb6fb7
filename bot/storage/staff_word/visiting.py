"""Somebody is sent, was there, is not needed: each change once, and whoever comes second is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Subquery, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import ConversationId, IncidentId, NoticeId, PersonId, ReportId, VisitId, derived_id
from bot.core.incidents import Incident
from bot.core.records import Message, NoticeKind
from bot.core.reports import Means, Report, Source
from bot.core.sightings import Seen
from bot.core.understanding import Condition, Whereabouts
from bot.core.visits import MAX_ASSIGNED, MAX_NOTE, OVER, VisitState
from bot.rules.safety import is_distress
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.insert import insert_new
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.staff_word.recording import record
from bot.storage.staff_word.telling import end_notices, open_incident, send_and_write_down
from bot.storage.tables import notices, visits
from bot.storage.turn_store.moving import held

_CALLS = frozenset({NoticeKind.RESCUE.value, NoticeKind.POSSIBLE_DISTRESS.value})
_DISTRESS = _CALLS | {NoticeKind.INJURY.value}
ON_ITS_WAY = timedelta(seconds=2)
"""What somebody sent so shortly before may not have been read yet: staff's word that all is well does not end it."""


class Changed(StrEnum):
    """What became of a change."""

    DONE = "done"
    OVERTAKEN = "overtaken"
    """Somebody else has changed this line since it was shown: nothing was written."""
    CALLED_AGAIN = "called_again"
    """Distress was told of since it was shown, and this would end it or take the line off the list: not written."""
    CLOSED = "closed"
    """The incident is over."""


@dataclass(frozen=True, slots=True)
class Line:
    """Which line of the list, and how often it had been changed when it was shown. Person or notice is set.

    `distress_at`: when distress of the person was last told of, as far as it was shown (`distress_told`).
    """

    id: VisitId
    incident: IncidentId
    version: int
    person: PersonId | None
    notice: NoticeId | None = None
    distress_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """How the person was when somebody was there."""

    condition: Condition
    whereabouts: Whereabouts | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """`finding`: only with `MET`, and only of a person whom the city knows."""

    state: VisitState
    assigned: str = ""
    note: str = ""
    finding: Finding | None = None


def distress_told(incident: IncidentId) -> Subquery:
    """`about` and `at`: when distress of each was last told of, by whomever, whether it was dealt with or not.

    For the statement that reads the line, or one before it: a line newer than its words would end a call unread.
    """
    of_theirs = (notices.c.incident_id == incident, notices.c.kind.in_(sorted(_DISTRESS)))
    told = select(notices.c.about, func.max(notices.c.at).label("at")).where(*of_theirs)
    return told.group_by(notices.c.about).subquery("told")


async def change_visit(
    database: Database, city_os: CityOsRules | None, line: Line, change: Change, by: PersonId, at: datetime
) -> Changed:
    """One transaction: the line, the report with all that follows from it, the ledger. `by`: the member of staff.

    Raises:
        ValueError: the team or the note is too long, or a finding stands where nobody was met.
        Unavailable: the database is down; nothing was written, or it is not known.
    """
    _check(line, change)
    async with database.writing() as connection:
        incident = await open_incident(connection, line.incident)
        if incident is None:
            return Changed.CLOSED
        if change.state in OVER and await _is_called_again(connection, line):
            return Changed.CALLED_AGAIN
        report = _report(line, change, by, incident, at)
        if not await _write(connection, line, _columns(line, change, by, incident, at), report):
            return Changed.OVERTAKEN
        told: tuple[Message, ...] = ()
        if change.state is VisitState.MET:
            await end_notices(connection, await _calls(connection, line), at)
        if report is not None:
            told = await record(connection, report, city_os, at)
        entry = _entry(line, change, by, incident, at)
        await send_and_write_down(connection, told, [entry], f"{line.id} {line.version}", at)
    return Changed.DONE


def _check(line: Line, change: Change) -> None:
    if len(change.assigned) > MAX_ASSIGNED:
        raise ValueError(f"assigned: at most {MAX_ASSIGNED} characters; name the team in short")
    if len(change.note) > MAX_NOTE:
        raise ValueError(f"note: at most {MAX_NOTE} characters")
    if change.finding is not None and (change.state is not VisitState.MET or line.person is None):
        raise ValueError("finding: only of a known person who was met")


def _columns(line: Line, change: Change, by: PersonId, incident: Incident, at: datetime) -> dict[str, Any]:
    return {
        "id": line.id,
        "incident_id": line.incident,
        "person_id": line.person,
        "notice_id": line.notice,
        "drill": incident.drill,
        "state": change.state.value,
        "assigned": change.assigned,
        "note": change.note or None,
        "changed_at": at,
        "changed_by": by,
        "version": line.version + 1,
    }


async def _is_called_again(connection: AsyncConnection, line: Line) -> bool:
    """Asked with the check-in locked, for which turns about the same person wait."""
    if line.person is None or await held(connection, (line.incident, line.person)) is None:
        return False
    told = distress_told(line.incident)
    at = (await connection.execute(select(told.c.at).where(told.c.about == line.person))).scalar()
    return at is not None and (line.distress_at is None or at > line.distress_at)


async def _write(connection: AsyncConnection, line: Line, columns: Mapping[str, Any], report: Report | None) -> bool:
    """False where somebody else was first: a new line that is there by now, or one of another version."""
    values = {**columns, "report_id": report.id if report else None}
    if line.version == 0:
        row = {**values, "made_at": columns["changed_at"], "made_by": columns["changed_by"]}
        return (await connection.execute(insert_new(visits, connection.dialect.name), row)).rowcount == 1
    as_shown = (visits.c.id == line.id, visits.c.version == line.version)
    return (await connection.execute(update(visits).where(*as_shown).values(values))).rowcount == 1


def _report(line: Line, change: Change, by: PersonId, incident: Incident, at: datetime) -> Report | None:
    finding = change.finding
    if finding is None or line.person is None:
        return None
    return Report(
        id=ReportId(derived_id("visit report", line.id, line.version)),
        about=line.person,
        incident=incident.id,
        drill=incident.drill,
        conversation=ConversationId(f"console:{by}"),
        reporter=by,
        source=Source.STAFF,
        label="",
        means=Means.BUTTON,
        said_at=at if is_distress(finding.condition) else at - ON_ITS_WAY,
        condition=finding.condition,
        whereabouts=finding.whereabouts,
        note=change.note or None,
        sighting=Seen.VISIT,
    )


async def _calls(connection: AsyncConnection, line: Line) -> list[str]:
    """What the visit has dealt with, of what was shown; the report that follows may raise a new one."""
    wanted = select(notices.c.id).where(notices.c.kind.in_(sorted(_CALLS)), notices.c.done_at.is_(None))
    if line.person is None:
        return list(await connection.scalars(wanted.where(notices.c.id == line.notice)))
    if line.distress_at is None:
        return []
    theirs = (notices.c.about == line.person, notices.c.incident_id == line.incident)
    return list(await connection.scalars(wanted.where(*theirs, notices.c.at <= line.distress_at)))


def _entry(line: Line, change: Change, by: PersonId, incident: Incident, at: datetime) -> Entry:
    """Neither the team nor the note: the ledger holds no datum itself."""
    id_ = derived_id("visit", line.id, line.version)
    body = {"visit": line.id, "state": change.state.value, "incident": line.incident}
    return Entry(id_, at, EntryKind.VISIT_CHANGED, line.person, by, body, drill=incident.drill)
