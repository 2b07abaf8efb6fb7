"""「毎月の訓練」 in one tab: how many took part, by month and by district. Counts alone: nobody's name is read here."""

import asyncio
from zoneinfo import ZoneInfo

from nicegui import Client

from admin import practice_words as words
from admin.pages.desk import Desk
from admin.pages.elements import tag
from admin.pages.header import Header
from admin.pages.incident_list import IncidentList
from admin.pages.keeping import keep_live
from admin.pages.places import PRACTICES
from admin.pages.sheets import load
from admin.pages.tables import table
from admin.queries.practices import PracticeOverview, read_practices
from admin.sessions import Session
from bot.core.practices import MonthTook
from bot.storage.incidents import IncidentStore

LOOK_SECONDS = 10.0


class PracticePage:
    def __init__(self, desk: Desk, session: Session) -> None:
        self.hurry = asyncio.Event()
        self._desk = desk
        self._session = session
        self._zone = ZoneInfo(desk.city.time_zone)
        self._shown: PracticeOverview | None = None
        load("board.css", "report.css", "practice.css")
        self.header = Header(desk.city.name, self._zone, PRACTICES, session.staff)
        with tag("div", classes="report-page"):
            with tag("div", classes="beside"):
                self._list = IncidentList(self._zone)
            with tag("div", classes="report"):
                with tag("div", classes="report-band drill"):
                    tag("h2", words.TITLE, "report-title")
                    tag("p", words.MEANS)
                self._body = tag("div", classes="report-body practices")

    async def live(self, client: Client, opened: asyncio.Event) -> None:
        await keep_live(self, self._desk, self._session, client, opened, LOOK_SECONDS)

    async def refresh(self) -> None:
        now = self._desk.clock.now()
        self._list.update(await IncidentStore(self._desk.database).all(), None, now)
        overview = await read_practices(self._desk.database)
        if overview != self._shown:
            self._shown = overview
            self._body.clear()
            with self._body:
                _draw(overview)


def _draw(overview: PracticeOverview) -> None:
    with tag("p", classes="wishing"):
        tag("span", "いま参加を希望している人")
        tag("strong", f"{overview.wishing:,}人")
    if not overview.months:
        tag("p", words.NONE_YET, "empty")
        return
    newest, *earlier = overview.months
    _districts(newest)
    table("月ごと", words.HEAD, words.month_rows(overview.months))
    for each in earlier:
        with tag("details", classes="earlier"):
            tag("summary", f"{words.month(each.month)}の地区ごと")
            _districts(each)


def _districts(of: MonthTook) -> None:
    title = f"{words.month(of.month)}: {of.total.asked:,}人のうち{of.total.done:,}人ができました"
    if of.districts:
        table(title, words.HEAD, words.district_rows(of), words.HIDDEN)
    else:
        table(title, words.HEAD, [("市全体", *words.cells(of.total))], words.NOT_TOLD_APART)
