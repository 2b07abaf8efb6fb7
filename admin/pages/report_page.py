"""「報告」 in one tab: all incidents, and the report of one: how it stands while it is open, and as it was kept."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from nicegui import Client, ui

from admin import report_words as words
from admin.closing_words import UnderWay
from admin.commands.close import close_incident
from admin.commands.entitled import NotEntitled
from admin.commands.export import NotWellFormedError, Office, Progress, count_shown, export_people, export_report
from admin.exports.order import LEFT_OUT, NAMELESS, Aim, File, Form, Order, left_out
from admin.exports.report_pdf import CannotPrintError
from admin.pages.closing_box import NOT_NAMED, ClosingBox
from admin.pages.desk import Desk
from admin.pages.elements import fact, say, tag
from admin.pages.export_box import ExportBox
from admin.pages.header import Header
from admin.pages.incident_list import IncidentList
from admin.pages.keeping import keep_live
from admin.pages.places import PRACTICES, REPORTS, visits_of
from admin.pages.report_body import report_body
from admin.pages.sheets import load
from admin.pages.trying import DOWN
from admin.queries.closing import read_under_way
from admin.sessions import Session
from admin.showing import Viewer
from bot.core.closing_report import ClosingReport
from bot.core.errors import Unavailable
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.ports import Signal
from bot.storage.closing_report import Gone, ReportStore
from bot.storage.incidents import IncidentStore

log = structlog.get_logger()

LOOK_SECONDS = 3.0
"""How often the list of incidents is read."""
COUNT_AGAIN = timedelta(seconds=30)
"""How often an open incident is counted: a whole town takes some seconds."""


@dataclass(slots=True)
class _Counted:
    report: ClosingReport | Gone
    at: datetime


class ReportPage:
    """`incident` None: the newest one."""

    def __init__(self, desk: Desk, session: Session, incident: IncidentId | None = None) -> None:
        self.hurry = asyncio.Event()
        self._desk = desk
        self._session = session
        self._wanted = incident
        self._zone = ZoneInfo(desk.city.time_zone)
        self._shown: Incident | None = None
        self._counted: _Counted | None = None
        self._build()

    def _build(self) -> None:
        load("board.css", "report.css")
        self.header = Header(self._desk.city.name, self._zone, REPORTS, self._session.staff)
        with tag("div", classes="report-page"):
            with tag("div", classes="beside"):
                self._list = IncidentList(self._zone)
                tag("a", f"{PRACTICES.title}の参加", "practices-link", href=PRACTICES.path)
                self._boxes = tag("div", classes="boxes")
            with tag("div", classes="report"):
                self._title = tag("header", classes="report-head")
                self._announcer = tag("p", classes="came-of-it", role="status")
                self._body = tag("div", classes="report-body")

    async def live(self, client: Client, opened: asyncio.Event) -> None:
        await keep_live(self, self._desk, self._session, client, opened, LOOK_SECONDS)

    async def refresh(self) -> None:
        now = self._desk.clock.now()
        incidents = await IncidentStore(self._desk.database).all()
        incident = next((each for each in incidents if self._wanted in (None, each.id)), None)
        self._list.update(incidents, incident, now)
        if incident is None:
            self._show_nothing()
        elif incident != self._shown or self._is_old(incident, now):
            await self._show(incident, now)

    def _is_old(self, incident: Incident, now: datetime) -> bool:
        return self._counted is None or (incident.is_open and now - self._counted.at > COUNT_AGAIN)

    def _show_nothing(self) -> None:
        self._body.clear()
        with self._body:
            unknown = "この番号の事案はありません。左の一覧から選んでください。"
            tag("p", unknown if self._wanted else "まだ、事案も訓練もありません。", "empty")

    async def _show(self, incident: Incident, now: datetime) -> None:
        report = await ReportStore(self._desk.database, self._desk.city).of(incident, now)
        before, self._counted = self._counted, _Counted(report, now)
        if incident != self._shown:
            if self._shown is not None:
                self._tell_change(incident)
            self._shown = incident
            self._draw_boxes(incident)
        elif before and isinstance(before.report, ClosingReport) and _same(before.report, report):
            return
        self._draw(incident, report)

    def _draw(self, incident: Incident, report: ClosingReport | Gone) -> None:
        self._title.clear()
        self._body.clear()
        with self._title:
            _head(incident, report, self._zone)
        with self._body:
            if isinstance(report, Gone):
                tag("p", "保存期間がすぎたため、この事案の人の記録は消えています。報告は作れません。", "empty")
            else:
                report_body(report, self._zone)

    def _tell_change(self, incident: Incident) -> None:
        """The box that was tapped is gone: what came of it stands at the top."""
        say(self._announcer, words.opened_or_closed(incident))
        ui.run_javascript("scrollTo(0, 0)")

    def _draw_boxes(self, incident: Incident) -> None:
        may_decide = self._session.staff is not None and self._session.staff.may_decide
        self._boxes.clear()
        with self._boxes:
            if incident.is_open:
                ClosingBox(incident, self._under_way, self._close, self._desk.city, may_decide=may_decide)
            tag("a", "この事案の訪問の一覧", "practices-link", href=visits_of(incident.id))
            ExportBox(self._export, self._weigh, may_name_people=may_decide)

    async def _under_way(self) -> UnderWay:
        incident, now = self._shown, self._desk.clock.now()
        return await read_under_way(self._desk.database, self._desk.city, incident, now) if incident else UnderWay()

    async def _close(self) -> str:
        incident, now = self._shown, self._desk.clock.now()
        if incident is None:
            return ""
        try:
            await close_incident(self._desk.database, self._desk.city, incident.id, self._session, now)
        except NotEntitled:
            return NOT_NAMED
        except Unavailable:
            return DOWN
        await self._desk.wakeups.wake(Signal.OUTBOX)
        await self._desk.wakeups.wake(Signal.BOARD)
        self.hurry.set()
        return ""

    async def _export(self, form: Form, aim: Aim, progress: Progress) -> str:
        if self._shown is None or self._counted is None or isinstance(self._counted.report, Gone):
            return "報告がないため、作れません。"
        if not self._session.lives(self._desk.clock.now()):
            return NOT_NAMED
        viewer = Viewer(self._session.id, self._session.staff)
        order = Order(self._shown, form, aim, viewer, self._desk.clock.now())
        try:
            file = await self._file(order, self._counted.report, progress)
        except Unavailable:
            return DOWN
        except CannotPrintError as fault:
            log.exception("console.cannot_print", reason=str(fault))
            return f"PDFを作れませんでした。{fault}"
        except NotWellFormedError as fault:
            log.exception("console.pfif_faults", faults=str(fault))
            return "PFIFの形が正しくないため、渡しませんでした。開発元に知らせてください。CSVは使えます。"
        except NotEntitled:
            return NOT_NAMED
        ui.download.content(file.content, file.name, file.media_type)
        return _handed_over(file, form)

    async def _weigh(self, form: Form, aim: Aim, progress: Progress) -> tuple[str, bool]:
        """What a file would leave out, before it is made; and whether there is anybody to put into it."""
        if self._shown is None or not self._session.lives(self._desk.clock.now()):
            return NOT_NAMED, False
        order = Order(self._shown, form, aim, Viewer(self._session.id, self._session.staff), self._desk.clock.now())
        try:
            people, withheld = await count_shown(self._office, order, progress)
        except Unavailable:
            return DOWN, False
        why = f"ほかの{withheld:,}人は載せません。{LEFT_OUT[form]}" if withheld else ""
        if not people:
            return f"載せられる人がいません。{LEFT_OUT[form]}", False
        return f"{people + withheld:,}人のうち、載せられるのは{people:,}人です。{why}", True

    @property
    def _office(self) -> Office:
        return Office(self._desk.database, self._desk.city, self._desk.domain, self._desk.city_os)

    async def _file(self, order: Order, report: ClosingReport, progress: Progress) -> File:
        if order.form in NAMELESS:
            return await export_report(self._office, order, report)
        return await export_people(self._office, self._session, order, progress)


def _same(one: ClosingReport, other: ClosingReport | Gone) -> bool:
    """But for the time of counting and the end of the curve nothing has changed: the page keeps still."""
    if isinstance(other, Gone) or not one.curve or not other.curve:
        return False
    counted = (one.everybody, one.households, one.by_road, one.rescues, one.failures, one.climbed)
    return counted == (other.everybody, other.households, other.by_road, other.rescues, other.failures, other.climbed)


def _handed_over(file: File, form: Form) -> str:
    people = f"{file.people:,}人が載っています。" if file.people else ""
    withheld = "" if form in NAMELESS else left_out(form, file.withheld)
    return f"「{file.name}」を渡しました。{people}{withheld}台帳に記録しました。"


def _head(incident: Incident, report: ClosingReport | Gone, zone: ZoneInfo) -> None:
    with tag("div", classes=f"report-band {'drill' if incident.drill else 'real'}"):
        tag("h2", f"{'【訓練】' if incident.drill else ''}{incident.title}", "report-title")
        state = "途中経過(まだ開いています)" if incident.is_open else "閉じた事案の報告"
        tag("p", f"訓練の記録です。実際の災害ではありません。{state}" if incident.drill else state)
    if isinstance(report, ClosingReport):
        with tag("dl", classes="report-facts"):
            for name, value in words.facts(report, zone):
                fact(name, value)
