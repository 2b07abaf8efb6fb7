"""Takes a wrong report out of what stands: the report stays, with who took it out, when and why."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.consents import BY_LAW_ALONE, DisclosureRules
from bot.core.ids import NoticeId, PersonId, ReportId, derived_id
from bot.core.incidents import Incident
from bot.core.records import Message, NoticeKind, NoticeRaised
from bot.core.reports import CheckIn, Report, Source
from bot.core.requests import Circle
from bot.core.understanding import Condition
from bot.rules.corrected_card import Correction, what_was_wrong
from bot.rules.corrected_report import told_of_correction
from bot.rules.safety import is_distress, is_less
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.rows.reports import report_of
from bot.storage.staff_word.deceased import take_back_deceased
from bot.storage.staff_word.telling import circle_of, end_notices, open_incident, raise_notices, send_and_write_down
from bot.storage.tables import notices, reports
from bot.storage.turn_store.moving import held, set_back

MAX_REASON = 200


class Retracted(StrEnum):
    """What became of the wish to take a report out."""

    DONE = "done"
    ALREADY = "already"
    """Somebody else was first."""
    NEEDS_SECOND_TAP = "needs_second_tap"
    """It is the person's own call for help: only whoever says so a second time takes it out (promise 3)."""
    NOT_POSSIBLE = "not_possible"
    """The incident is closed, or the report is about nobody whom the city knows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`corrected`: how many people were written to; None: nobody had to be, because condition and place stay."""

    became: Retracted
    corrected: int | None = None


@dataclass(frozen=True, slots=True)
class Retraction:
    """`by`: a named member of staff. `why`: 1 to 200 characters. `sure`: they were asked a second time, and said so."""

    report: ReportId
    by: PersonId
    why: str
    at: datetime
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Retracting:
    """`rules`: the city's ordinances; `city_os` as the store of turns has it."""

    database: Database
    city_os: CityOsRules | None = None
    rules: DisclosureRules = BY_LAW_ALONE

    async def retract(self, wish: Retraction) -> Outcome:
        """One transaction; turns about the same person wait for it, and it for them.

        Raises:
            ValueError: no reason, or one that is too long.
            Unavailable: the database is down.
        """
        if not 0 < len(wish.why.strip()) <= MAX_REASON:
            raise ValueError(f"why: 1 to {MAX_REASON} characters, {len(wish.why.strip())} were given")
        async with self.database.writing() as connection:
            return await self._retract(connection, wish)

    async def _retract(self, connection: AsyncConnection, wish: Retraction) -> Outcome:
        row = (await connection.execute(select(reports).where(reports.c.id == wish.report))).first()
        report = report_of(row) if row else None
        incident = await open_incident(connection, report.incident) if report and report.incident else None
        if report is None or report.about is None or incident is None:
            return Outcome(Retracted.NOT_POSSIBLE)
        if is_own_call(report) and not wish.sure:
            return Outcome(Retracted.NEEDS_SECOND_TAP)
        key = (incident.id, report.about)
        before = await held(connection, key)
        if before is None:
            return Outcome(Retracted.NOT_POSSIBLE)
        if not await _mark(connection, wish):
            return Outcome(Retracted.ALREADY)
        await set_back(connection, key)
        await take_back_deceased(connection, report)
        after = await held(connection, key)
        assert after is not None
        change = _Change(before, after)
        corrected = await self._follow(connection, wish, report, incident, change)
        return Outcome(Retracted.DONE, corrected if change.is_told_of(report) else None)

    async def _follow(
        self, connection: AsyncConnection, wish: Retraction, report: Report, incident: Incident, change: "_Change"
    ) -> int:
        """Its notices are done; distress that comes to light is on the board anew; those who were told hear of it.

        To how many people was written.
        """
        assert report.about is not None
        behind = list(await connection.scalars(select(notices.c.id).where(notices.c.report_id == report.id)))
        await end_notices(connection, behind, wish.at)
        if change.uncovers_distress:
            await raise_notices(connection, [_uncovered(report, change.after, wish)])
        told = change.is_told_of(report)
        circle = await circle_of(connection, report.about, self.city_os) if told else None
        messages = self._messages(circle, report, incident, change, wish.at) if circle else ()
        return await send_and_write_down(
            connection, messages, [_entry(report, wish)], f"retracted {report.id}", wish.at
        )

    def _messages(
        self, circle: Circle, report: Report, incident: Incident, change: "_Change", at: datetime
    ) -> tuple[Message, ...]:
        before, after = change.before.standing, change.after.standing
        return told_of_correction(Correction(circle, report, incident, before, after, at, self.rules))


@dataclass(frozen=True, slots=True)
class _Change:
    before: CheckIn
    after: CheckIn

    def is_told_of(self, report: Report) -> bool:
        """What staff had on record of somebody missing or dead was told to nobody."""
        return report.casualty is None and bool(what_was_wrong(self.before.standing, self.after.standing))

    @property
    def uncovers_distress(self) -> bool:
        """The wrong report hid somebody's distress: 「無事」 of a neighbour's, on top of a call for help."""
        then, now = self.before.standing.condition, self.after.standing.condition
        return is_distress(now) and is_less(then, now)


def is_own_call(report: Report) -> bool:
    return report.source is Source.SELF and report.condition is Condition.NEEDS_RESCUE


async def _mark(connection: AsyncConnection, wish: Retraction) -> bool:
    """Whether it was not taken out already."""
    still_counts = (reports.c.id == wish.report, reports.c.retracted_at.is_(None))
    values = {"retracted_at": wish.at, "retracted_by": wish.by, "retracted_why": wish.why.strip()}
    return (await connection.execute(update(reports).where(*still_counts).values(values))).rowcount == 1


def _uncovered(report: Report, after: CheckIn, wish: Retraction) -> NoticeRaised:
    kind = NoticeKind.RESCUE if after.standing.condition is Condition.NEEDS_RESCUE else NoticeKind.INJURY
    id_ = NoticeId(derived_id("retracted", report.id, "notice"))
    return NoticeRaised(id_, kind, wish.at, report.drill, about=after.person, incident=after.incident)


def _entry(report: Report, wish: Retraction) -> Entry:
    """The reason stands with the report, sealed: it may hold what somebody said."""
    id_ = derived_id("retracted", report.id)
    body = {"report": report.id, "incident": report.incident, "source": report.source.value}
    return Entry(id_, wish.at, EntryKind.REPORT_RETRACTED, report.about, wish.by, body, drill=report.drill)
