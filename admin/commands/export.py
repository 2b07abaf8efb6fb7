"""Files of an incident: everybody in one passes `decide`, and stands in the ledger before the file is handed over."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from admin.commands.entitled import NotEntitled, entitled
from admin.exports.finder import Registry, record_of
from admin.exports.listed import NOTHING, Listed, Shown, looked_at
from admin.exports.order import File, Form, Order, left_out
from admin.exports.person_list import csv_of
from admin.exports.report_pdf import pdf_of
from admin.exports.report_tables import csv_of_report
from admin.queries.listed import count_listed, read_agreed, read_listed
from admin.sessions import Session
from bot.core.closing_report import ClosingReport
from bot.core.consents import Disclosure
from bot.core.ids import derived_id
from bot.core.people import City
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.rows.consents import body_of_disclosure
from integrations.pfif import faults, to_pfif

log = structlog.get_logger()

Progress = Callable[[int, int], None]
"""So many people done, of so many."""


class NotWellFormedError(Exception):
    """The document would be refused elsewhere: a fault of this program, whose sentences hold no value of anybody."""


@dataclass(frozen=True, slots=True)
class Office:
    """Whose files they are. `domain`: stands before the ids of records that others may keep. `city_os`: as `Desk`."""

    database: Database
    city: City
    domain: str
    city_os: CityOsRules | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.city.time_zone)


async def export_report(office: Office, order: Order, report: ClosingReport) -> File:
    """The report as PDF or CSV. Raises `Unavailable`, and `CannotPrintError` where this machine can make no PDF."""
    if order.form is Form.PDF:
        content = await asyncio.to_thread(pdf_of, report, office.city.name, office.zone)
    else:
        content = await asyncio.to_thread(csv_of_report, report, office.zone)
    await _write_order(office, order, people=0)
    return File(order.file_name(office.zone), content, order.media_type)


async def export_people(office: Office, session: Session, order: Order, progress: Progress) -> File:
    """The list as CSV or PFIF. Raises `Unavailable`: then no file is handed over, and none was.

    Raises:
        NotEntitled: whoever asks is no named member of staff who may decide at that moment.
    """
    if await entitled(session, office.database, order.at) != order.by:
        raise NotEntitled
    total, shown, done = await count_listed(office.database, order.incident.id), list[Shown](), 0
    async for chunk in read_listed(office.database, order.incident.id):
        shown += await _disclose(office, order, chunk)
        done += len(chunk)
        progress(done, max(total, done))
    withheld = done - len(shown)
    content = await asyncio.to_thread(_content, office, order, shown, withheld)
    await _write_order(office, order, people=len(shown))
    return File(order.file_name(office.zone), content, order.media_type, len(shown), withheld)


async def count_shown(office: Office, order: Order, progress: Progress) -> tuple[int, int]:
    """Of how many people the file would tell, and of how many not, before it is made. Raises `Unavailable`."""
    total, shown, done = await count_listed(office.database, order.incident.id), 0, 0
    async for chunk in read_listed(office.database, order.incident.id):
        shown += len(await _looks(office, order, chunk))
        done += len(chunk)
        progress(done, max(total, done))
    return shown, done - shown


async def _disclose(office: Office, order: Order, chunk: Sequence[Listed]) -> list[Shown]:
    looks = await _looks(office, order, chunk)
    async with office.database.writing() as connection:
        await append(connection, [_disclosure(order, what) for _, what in looks])
    return [each for each, _ in looks]


async def _looks(office: Office, order: Order, chunk: Sequence[Listed]) -> list[tuple[Shown, Disclosure]]:
    agreed = await read_agreed(office.database, chunk, office.city_os) if order.form is Form.PFIF else {}
    return [look for each in chunk if (look := looked_at(each, order, agreed.get(each.person.id, NOTHING)))]


def _disclosure(order: Order, what: Disclosure) -> Entry:
    body = {**body_of_disclosure(what), **_told(order)}
    id_ = derived_id("export", order.id, what.about)
    return Entry(id_, order.at, EntryKind.DISCLOSURE, what.about, what.recipient, body, drill=order.incident.drill)


async def _write_order(office: Office, order: Order, *, people: int) -> None:
    body = {"incident": order.incident.id, "people": people, **_told(order)}
    entry = Entry(order.id, order.at, EntryKind.EXPORTED, None, order.by, body, drill=order.incident.drill)
    async with office.database.writing() as connection:
        await append(connection, [entry])
    log.info("console.exported", export=order.id, incident=order.incident.id, form=order.form.value, people=people)


def _told(order: Order) -> Mapping[str, Any]:
    return {"export": order.form.value, "aim": order.aim.value}


def _content(office: Office, order: Order, shown: Sequence[Shown], withheld: int) -> bytes:
    if order.form is Form.CSV:
        return csv_of(shown, office.zone, order.at, drill=order.incident.drill)
    registry = Registry(office.domain, office.city.name, office.zone)
    remark = f"{len(shown):,}人。{left_out(order.form, withheld)}" if withheld else ""
    document = to_pfif([record_of(each, order, registry) for each in shown], order.at, remark)
    if found := faults(document, order.at):
        raise NotWellFormedError("; ".join(sorted(set(found))))
    return document
