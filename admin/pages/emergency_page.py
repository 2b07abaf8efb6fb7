"""有事の宣言: what holds now and until when, what a declaration opens to whom, and the form of those who may."""

import asyncio
from zoneinfo import ZoneInfo

from nicegui import Client

from admin.commands.declare import Declaring
from admin.emergencies import Declared, Emergencies
from admin.pages import emergency_words as told
from admin.pages.declaring import DeclaringSection
from admin.pages.desk import Desk
from admin.pages.elements import show, tag
from admin.pages.emergency_card import EmergencyCard
from admin.pages.header import Header
from admin.pages.keeping import keep_live
from admin.pages.places import EMERGENCY
from admin.pages.sheets import load
from admin.pages.trying import Trying
from admin.pages.undo import UndoBar
from admin.queries.emergencies import read_emergencies
from admin.sessions import Session

POLL_SECONDS = 2.0


class EmergencyPage:
    def __init__(self, desk: Desk, session: Session) -> None:
        self.hurry = asyncio.Event()
        self._desk = desk
        self._session = session
        self._zone = ZoneInfo(desk.city.time_zone)
        self._cards: dict[str, EmergencyCard] = {}
        self._drawn: tuple[Declared, ...] = ()
        self._build()

    def _build(self) -> None:
        load("board.css", "form.css", "preview.css", "emergency.css")
        self.header = Header(self._desk.city.name, self._zone, EMERGENCY, self._session.staff)
        page = tag("div", classes="page")
        self._bar = UndoBar(self._desk.clock)
        self._trying = Trying(self._bar.say, told.NOT_ENTITLED, told.NOT_TAKEN)
        with page:
            tag("h2", "いまの有事", "page-title")
            self._none = tag("p", told.NOTHING_HOLDS, "empty")
            self._list = tag("ol", classes="list")
            with tag("section", classes="declare", aria_label="有事を宣言する"):
                tag("h2", "有事を宣言する", "page-title")
                with tag("ul", classes="means-list"):
                    for each in told.MEANS:
                        tag("li", each)
                self._section = DeclaringSection(self._desk, self._session, self._trying)
            with tag("section", classes="over", aria_label="終わった有事") as self._over:
                tag("h2", "終わった有事", "page-title")
                self._over_lines = tag("ul")

    async def live(self, client: Client, opened: asyncio.Event) -> None:
        await keep_live(self, self._desk, self._session, client, opened, POLL_SECONDS)

    async def refresh(self) -> None:
        now = self._desk.clock.now()
        self._bar.tick()
        found = await read_emergencies(self._desk.database, now)
        self._show_standing(found)
        self._show_over(found.over)
        self._section.update(found.districts)

    def _show_standing(self, found: Emergencies) -> None:
        there = {each.emergency.id: each for each in found.standing}
        for gone in self._cards.keys() - there.keys():
            self._cards.pop(gone).element.delete()
        staff = self._session.staff
        end = self._end if staff is not None and staff.may_decide else None
        for place, (id_, declared) in enumerate(there.items()):
            if id_ not in self._cards:
                with self._list:
                    self._cards[id_] = EmergencyCard(declared, end, self._desk.city.name, self._zone)
                self._cards[id_].element.move(target_index=place)
            self._cards[id_].update(self._desk.clock.now())
        show(self._none, shown=not there)

    def _show_over(self, over: tuple[Declared, ...]) -> None:
        show(self._over, shown=bool(over))
        if over == self._drawn:
            return
        self._drawn = over
        self._over_lines.clear()
        with self._over_lines:
            for each in over:
                ended = each.emergency.ended_at or each.emergency.until
                place = told.where(each.where, self._desk.city.name)
                tag("li", f"{told.moment(ended, self._zone)}に終了 ・ {place} ・ {each.emergency.cause}")

    async def _end(self, declared: Declared) -> bool:
        desk = self._desk
        declaring = Declaring(desk.database, desk.city, desk.wakeups)
        ending = declaring.end(self._session, declared.emergency.id, desk.clock.now())
        ended = await self._trying.done(ending)
        if ended is not None:
            self._bar.say(told.ENDED if ended else told.ENDED_BEFORE)
            self.hurry.set()
        return ended is not None
