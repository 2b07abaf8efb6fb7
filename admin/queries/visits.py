"""Who has to go where: calls for help, those whom the ladder has brought to the staff's list, those added by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.board import GO_KINDS, Registered
from admin.queries.absences import read_absences
from admin.queries.registered import read_registered, read_talkers
from admin.queries.standings import COLUMNS, CONTACT, Reached, found_of, rank, reached
from admin.queries.to_visit import IS_OVER, LISTED, waits
from admin.visits import MOST, URGENT, ToVisit, Visits, VisitsWanted, Why
from bot.core.ids import ConversationId, NoticeId, PersonId
from bot.core.visits import Visit, visit_id
from bot.rules.urgency import Urgency
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.rows import AnyRow
from bot.storage.rows.visits import visit_of
from bot.storage.staff_word.visiting import distress_told
from bot.storage.tables import check_ins, districts, notices, people, reports, visits

_GO = (notices.c.done_at.is_(None), notices.c.kind.in_(sorted(GO_KINDS)))
_WORDS = select(notices).where(*_GO, among(notices.c.about, "people")).order_by(notices.c.at)
_REPORTERS = select(reports.c.id, reports.c.reporter_id).where(among(reports.c.id, "reports"))
_VISITS = select(visits).where(among(visits.c.id, "ids"))


async def read_visits(database: Database, wanted: VisitsWanted) -> Visits:
    """Raises `Unavailable` when the database is down."""
    async with database.reading() as connection:
        rows = list((await connection.execute(_people(wanted))).all())
        total = (await connection.execute(_how_many(wanted))).scalar_one()
        can_be_reached = await reached(connection, rows)
        persons = [PersonId(row.person_id) for row in rows]
        ids = [visit_id(wanted.incident, each) for each in persons]
        dealt_with = await _dealt_with(connection, ids)
        said = await _words(connection, wanted, persons)
        absent = await read_absences(connection, wanted.incident, persons)
        unknown = [] if wanted.district else await _unknown(connection, wanted)
    lines = [_line(row, wanted, can_be_reached, dealt_with, said) for row in rows]
    lines = [replace(each, absent=absent.get(person)) for each, person in zip(lines, persons, strict=True)]
    return Visits((*unknown, *lines), total + len(unknown))


def _people(wanted: VisitsWanted) -> Select[Any]:
    """Calls for help first; then the street, or the urgency; of no district last, for no car of the city goes there.

    Of somebody protected the place tells no street.
    """
    street = (people.c.district_id.is_(None), func.coalesce(districts.c.name, ""), func.coalesce(people.c.block, ""))
    first = case((rank.in_(sorted(each.value for each in URGENT)), rank), else_=len(Urgency))
    rest = (*street, rank) if wanted.by_street else (rank, *street)
    order: tuple[ColumnElement[Any], ...] = (first, people.c.disclosure_block, *rest, people.c.kana, people.c.id)
    if wanted.over:
        order = (visits.c.changed_at.desc(), people.c.id)
    told = distress_told(wanted.incident)
    listed = LISTED.outerjoin(told, told.c.about == check_ins.c.person_id)
    shown = select(*COLUMNS, *CONTACT, told.c.at.label("distress_at")).select_from(listed).where(_conditions(wanted))
    return shown.order_by(*order).limit(wanted.most)


def _how_many(wanted: VisitsWanted) -> Select[int]:
    return select(func.count()).select_from(LISTED).where(_conditions(wanted))


def _conditions(wanted: VisitsWanted) -> ColumnElement[bool]:
    found = [check_ins.c.incident_id == wanted.incident, IS_OVER if wanted.over else waits(wanted.staff_step)]
    if wanted.district:
        found += [people.c.district_id == wanted.district, people.c.disclosure_block.is_(False)]
    return and_(*found)


async def _dealt_with(connection: AsyncConnection, ids: Sequence[str]) -> Mapping[str, Visit]:
    return {row.id: visit_of(row) for row in await connection.execute(_VISITS, {"ids": list(ids)})}


async def _words(
    connection: AsyncConnection, wanted: VisitsWanted, persons: Sequence[PersonId]
) -> Mapping[str, str | None]:
    """What was called last, by person; oldest first, so that the newest stays."""
    of_here = _WORDS.where(notices.c.incident_id == wanted.incident)
    rows = await connection.execute(of_here, {"people": list(persons)})
    return {row.about: row.words for row in rows if row.words}


async def _unknown(connection: AsyncConnection, wanted: VisitsWanted) -> list[ToVisit]:
    """Calls about somebody whom the city does not know: 「隣がつぶれてる」. They come first."""
    of_nobody = select(notices).where(notices.c.incident_id == wanted.incident, notices.c.about.is_(None), *_GO)
    rows = (await connection.execute(of_nobody.order_by(notices.c.at.desc()).limit(MOST))).all()
    dealt_with = await _dealt_with(connection, [visit_id(wanted.incident, NoticeId(row.id)) for row in rows])
    tellers = await _tellers(connection, rows)
    lines = [_line_of_nobody(row, wanted, dealt_with, tellers.get(row.id)) for row in rows]
    return [each for each in lines if each.is_open is not wanted.over]


async def _tellers(connection: AsyncConnection, rows: Sequence[AnyRow]) -> Mapping[str, Registered]:
    """Who said it, by notice: who reported it, else who the conversation belongs to now."""
    asked = {"reports": [row.report_id for row in rows if row.report_id]}
    reporters = {row.id: row.reporter_id for row in await connection.execute(_REPORTERS, asked)} if rows else {}
    talkers = await read_talkers(connection, {ConversationId(row.conversation) for row in rows if row.conversation})
    by = {row.id: reporters.get(row.report_id) or talkers.get(row.conversation) for row in rows}
    known = await read_registered(connection, {each for each in by.values() if each})
    return {id_: known[person] for id_, person in by.items() if person and person in known}


def _line_of_nobody(
    row: AnyRow, wanted: VisitsWanted, dealt_with: Mapping[str, Visit], teller: Registered | None
) -> ToVisit:
    notice = NoticeId(row.id)
    id_ = visit_id(wanted.incident, notice)
    return ToVisit(id_, Why.CALLED, None, dealt_with.get(id_), row.words, row.at, notice, teller)


def _line(
    row: AnyRow,
    wanted: VisitsWanted,
    can_be_reached: Reached,
    dealt_with: Mapping[str, Visit],
    said: Mapping[str, str | None],
) -> ToVisit:
    person = PersonId(row.person_id)
    id_ = visit_id(wanted.incident, person)
    found = found_of(row, can_be_reached)
    climbed = wanted.staff_step is not None and row.steps >= wanted.staff_step
    due = row.progress != "answered" and (climbed or row.listed_at is not None)
    why = Why.CALLED if row.calls else Why.SILENT if due else Why.BY_HAND
    visit, words = dealt_with.get(id_), said.get(person)
    return ToVisit(id_, why, found, visit, words, row.called_at, distress_at=row.distress_at)
