"""The notices that nobody has dealt with, and those that were, each with the report and the people behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Integer, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.board import GO_KINDS, Notice, Section, section_of
from admin.queries.registered import read_registered, read_talkers
from admin.queries.teams import line_of, read_teams
from bot.core.ids import ConversationId, IncidentId, NoticeId, PersonId, ReportId
from bot.core.records import NoticeKind, NoticeRaised
from bot.core.reports import CheckIn, Report
from bot.storage.among import among
from bot.storage.open_incidents import check_ins_of
from bot.storage.rows import AnyRow
from bot.storage.rows.notices import notice_of
from bot.storage.rows.reports import report_of
from bot.storage.tables import incidents, notices, reports
from bot.storage.turn_store.going import goings_to

DONE_SHOWN = 50

_SECTION = case((notices.c.kind.in_(sorted(GO_KINDS)), Section.GO.value), else_=notices.c.kind)
_AREA = (notices.c.drill, _SECTION)
_NEWEST_FIRST = (notices.c.at.desc(), notices.c.id.desc())
_RANKED = (
    select(
        *notices.c,
        _SECTION.label("section"),
        func.row_number().over(partition_by=_AREA, order_by=_NEWEST_FIRST).label("place"),
        func.count().over(partition_by=_AREA).label("total"),
    )
    .where(notices.c.done_at.is_(None), notices.c.id.not_in(bindparam("elsewhere", expanding=True)))
    .subquery()
)
_MOST = case(
    (_RANKED.c.section == Section.GO.value, bindparam("most_to_go", type_=Integer)),
    else_=bindparam("most", type_=Integer),
)
_OPEN = select(_RANKED).where(_RANKED.c.place <= _MOST).order_by(_RANKED.c.at.desc(), _RANKED.c.id.desc())
_DONE = (
    select(notices)
    .where(notices.c.done_at.is_not(None), notices.c.drill == bindparam("drill"))
    .order_by(notices.c.done_at.desc(), notices.c.id)
    .limit(DONE_SHOWN)
)
_CLOSED = select(incidents.c.id, incidents.c.title).where(
    among(incidents.c.id, "incidents"), incidents.c.closed_at.is_not(None)
)
_REPORTS = select(reports).where(among(reports.c.id, "reports"))


@dataclass(frozen=True, slots=True)
class Limits:
    """How many notices of a section are read."""

    to_go: int = 60
    others: int = 5


Totals = Mapping[tuple[bool, Section], int]


async def read_open(
    connection: AsyncConnection, limits: Limits, elsewhere: Sequence[NoticeId] = ()
) -> tuple[tuple[Notice, ...], Totals]:
    """The newest first, and how many there are in all. `elsewhere`: those that the board shows in another place."""
    asked = {"most_to_go": limits.to_go, "most": limits.others, "elsewhere": list(elsewhere)}
    rows = (await connection.execute(_OPEN, asked)).all()
    totals = {(row.drill, section_of(NoticeKind(row.kind))): row.total for row in rows}
    return await _with_people(connection, rows), totals


async def read_done(connection: AsyncConnection, *, drill: bool) -> tuple[Notice, ...]:
    """Those dealt with last, the latest first."""
    rows = (await connection.execute(_DONE, {"drill": drill})).all()
    return await _with_people(connection, rows)


async def _with_people(connection: AsyncConnection, rows: Sequence[AnyRow]) -> tuple[Notice, ...]:
    """A fixed number of reads, however many notices there are."""
    if not rows:
        return ()
    raised = [notice_of(row) for row in rows]
    said = await _reports(connection, {each.report for each in raised if each.report})
    talkers = await read_talkers(connection, {each.conversation for each in raised if each.conversation})
    sides = [_sides(each, said.get(each.report) if each.report else None, talkers) for each in raised]
    known = await read_registered(connection, {each for pair in sides for each in pair if each})
    check_ins = await check_ins_of(
        connection, {about for about, _ in sides if about}, {each.incident for each in raised if each.incident}
    )
    going = await goings_to(connection, {about for about, _ in sides if about})
    lines = [line_of(each, about) for each, (about, _) in zip(raised, sides, strict=True)]
    teams = await read_teams(connection, {each for each in lines if each})
    former = await _closed(connection, {each.incident for each in raised if each.incident})
    return tuple(
        Notice(
            raised=notice,
            report=said.get(notice.report) if notice.report else None,
            subject=known.get(about) if about else None,
            teller=known.get(teller) if teller else None,
            standing=next((each.standing for each in _of(check_ins, about) if each.incident == notice.incident), None),
            done_at=row.done_at,
            going=tuple(going.get(about, ())) if about else (),
            former=former.get(notice.incident, "") if notice.incident else "",
            team=teams.get(line) if line and notice.incident not in former else None,
        )
        for row, notice, (about, teller), line in zip(rows, raised, sides, lines, strict=True)
    )


async def _closed(connection: AsyncConnection, ids: set[IncidentId]) -> Mapping[IncidentId, str]:
    """The titles of those that are closed."""
    rows = await connection.execute(_CLOSED, {"incidents": sorted(ids)}) if ids else ()
    return {IncidentId(row.id): row.title for row in rows}


async def _reports(connection: AsyncConnection, ids: set[ReportId]) -> Mapping[ReportId, Report]:
    rows = await connection.execute(_REPORTS, {"reports": sorted(ids)})
    return {ReportId(row.id): report_of(row) for row in rows}


def _sides(
    raised: NoticeRaised, report: Report | None, talkers: Mapping[ConversationId, PersonId]
) -> tuple[PersonId | None, PersonId | None]:
    """Whom it is about, and who said it. A letter that did not arrive is about the one who should have got it."""
    talker = talkers.get(raised.conversation) if raised.conversation else None
    if raised.kind is NoticeKind.UNDELIVERED:
        return raised.about or talker, None
    teller = report.reporter if report and report.reporter else talker
    return raised.about, None if teller == raised.about else teller


def _of(check_ins: Mapping[PersonId, list[CheckIn]], person: PersonId | None) -> Sequence[CheckIn]:
    return check_ins.get(person, ()) if person else ()
