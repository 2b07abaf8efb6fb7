"""「訪問」 in one browser tab: who has to go where, who goes, what became of it; and the same on paper."""

import asyncio
from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from nicegui import Client

from admin import list_words
from admin.commands.looks import write_looks
from admin.commands.visits import change_visit
from admin.pages.by_name import MAY_NOT, may_act, way_in, why_not
from admin.pages.desk import Desk
from admin.pages.elements import button, say, show, tag
from admin.pages.fields import Choice
from admin.pages.header import Header
from admin.pages.incident_choice import IncidentChoice, name_of
from admin.pages.keeping import keep_live
from admin.pages.places import VISITS
from admin.pages.sheets import load
from admin.pages.trying import Trying
from admin.pages.undo import UndoBar
from admin.pages.visit_card import VisitCard
from admin.person_sight import Moments
from admin.queries.people import read_districts, read_incidents
from admin.queries.visits import read_visits
from admin.sessions import Session
from admin.showing import Viewer
from admin.visit_sight import VisitSight, look_at_line
from admin.visits import FIRST, MOST, VisitsWanted, staff_step
from bot.core.ids import DistrictId, IncidentId, VisitId
from bot.core.incidents import Incident
from bot.core.ports import Signal
from bot.core.visits import VisitState
from bot.storage.staff_word.visiting import Change, Changed, Line

_EMPTY = {False: "いま、行く必要のある人はいません。", True: "終わった訪問は、まだありません。"}
_OVERTAKEN = "ほかの職員が、先に変えました。いまの内容に直しました。もう一度ごらんください。"


class _View(NamedTuple):
    district: DistrictId | None = None
    by_street: bool = True
    over: bool = False
    most: int = FIRST


class VisitsPage:
    def __init__(self, desk: Desk, session: Session, incident: IncidentId | None = None) -> None:
        """`incident`: which one it is opened for, closed or not; None: the foremost."""
        self.hurry = asyncio.Event()
        self._desk = desk
        self._session = session
        self._zone = ZoneInfo(desk.city.time_zone)
        self._incident: Incident | None = None
        self._view = _View()
        self._may_act = may_act(session)
        self._cards: dict[VisitId, VisitCard] = {}
        load("board.css", "people.css", "visits.css")
        self.header = Header(desk.city.name, self._zone, VISITS, session.staff)
        self._build(incident)

    def _build(self, incident: IncidentId | None) -> None:
        self._choice = IncidentChoice("訪問", self.hurry.set, incident)
        self._paper_title = tag("p", classes="paper-title")
        with tag("div", classes="list-page") as self._whole:
            with tag("section", classes="filters", aria_label="ならべ方としぼりこみ"), tag("div", classes="fields"):
                Choice("ならべ方", (("street", "近いところから(地区・班)"), ("urgency", "急ぐ順")), self._choose_order)
                self._districts = Choice("地区", (("", "すべて"),), self._choose_district)
                Choice("表示", (("open", "これから行く人"), ("over", "終わった訪問")), self._choose_over)
                printing = tag("button", "印刷", "quiet print", type="button")
                printing.on("click", js_handler="() => window.print()")
            if not self._may_act:
                why_not("訪問の記録", way_in(self._desk))
            self._count = tag("p", classes="how-many", role="status")
            self._empty = tag("p", classes="empty")
            self._list = tag("ol", classes="visits")
            with tag("p", classes="rest") as self._rest:
                self._rest_words = tag("span")
                button("さらに表示", lambda: self._more(FIRST), "quiet")
                button("印刷のために全員を表示", lambda: self._more(MOST), "quiet")
        self._bar = UndoBar(self._desk.clock)
        self._tried = Trying(self._bar.say, MAY_NOT, list_words.NOT_TAKEN).done

    async def live(self, client: Client, opened: asyncio.Event) -> None:
        await keep_live(self, self._desk, self._session, client, opened)

    async def refresh(self) -> None:
        self._bar.tick()
        async with self._desk.database.reading() as connection:
            incidents = await read_incidents(connection, self._choice.chosen)
            districts = await read_districts(connection)
        before, incident = self._incident, self._choice.update(incidents)
        if before and incident and before.is_open is not incident.is_open:
            self._update(())
        self._incident = incident
        show(self._whole, shown=incident is not None)
        self._districts.offer((("", "すべて"), *((each.id, each.name) for each in districts)))
        if incident is not None:
            await self._show(incident)

    async def _show(self, incident: Incident) -> None:
        """First the ledger, then the list."""
        now, viewer, view = self._desk.clock.now(), Viewer(self._session.id, self._session.staff), self._view
        step = staff_step(self._desk.city.ladder)
        wanted = VisitsWanted(
            incident.id, step, view.district, by_street=view.by_street, over=view.over, most=view.most
        )
        visits = await read_visits(self._desk.database, wanted)
        moments = Moments(now, now.astimezone(self._zone).date())
        seen = [look_at_line(each, viewer, incident, moments) for each in visits.lines]
        looks = [shown for _, shown in seen if shown is not None]
        await write_looks(self._desk.database, self._session, incident, looks, now)
        self._update([sight for sight, _ in seen])
        rest = visits.total - len(visits.lines)
        counted = f"{visits.total:,}人" + (f"のうち、はじめの{len(visits.lines)}人" if rest > 0 else "")
        say(self._rest_words, f"このほかに、{rest:,}人います。")
        show(self._rest, shown=rest > 0)
        say(self._count, counted)
        say(self._empty, _EMPTY[view.over])
        show(self._empty, shown=not visits.lines)
        say(self._paper_title, f"{name_of(incident)} 訪問の一覧 {now.astimezone(self._zone):%m/%d %H:%M} {counted}")

    def _update(self, sights: Sequence[VisitSight]) -> None:
        now = self._desk.clock.now()
        for gone in self._cards.keys() - {each.id for each in sights}:
            self._cards.pop(gone).element.delete()
        for place, sight in enumerate(sights):
            self._card(sight.id, place).update(sight, now)

    def _card(self, id_: VisitId, place: int) -> VisitCard:
        card = self._cards.get(id_)
        if card is None:
            with self._list:
                card = self._cards[id_] = VisitCard(self._change if self._acts else None, self._zone)
        if self._list.default_slot.children[place] is not card.element:
            card.element.move(target_index=place)
        return card

    @property
    def _acts(self) -> bool:
        return self._may_act and self._incident is not None and self._incident.is_open

    async def _change(self, sight: VisitSight, change: Change) -> Changed | None:
        if self._incident is None:
            return None
        line = Line(sight.id, self._incident.id, sight.version, sight.person, sight.notice, sight.distress_at)
        now = self._desk.clock.now()
        changing = change_visit(self._desk.database, self._desk.city_os, line, change, self._session, now)
        done = await self._tried(changing)
        if done is None:
            return None
        self._bar.say(_said(done, change))
        await self._desk.wakeups.wake(Signal.OUTBOX)
        await self._desk.wakeups.wake(Signal.BOARD)
        self.hurry.set()
        return done

    def _more(self, lines: int) -> None:
        self._view = self._view._replace(most=min(MOST, self._view.most + lines))
        self.hurry.set()

    def _choose_order(self, value: str) -> None:
        self._view = self._view._replace(by_street=value != "urgency")
        self.hurry.set()

    def _choose_district(self, value: str) -> None:
        self._view = self._view._replace(district=DistrictId(value) if value else None)
        self.hurry.set()

    def _choose_over(self, value: str) -> None:
        self._view = self._view._replace(over=value == "over")
        self.hurry.set()


def _said(done: Changed, change: Change) -> str:
    match done:
        case Changed.DONE if change.finding is not None:
            return "記録しました。職員の報告として、安否に反映しました。"
        case Changed.DONE if change.state is VisitState.HEADING:
            return f"「{change.assigned}」が向かいます。"
        case Changed.DONE:
            return f"「{list_words.STATE[change.state]}」にしました。"
        case Changed.OVERTAKEN:
            return _OVERTAKEN
        case Changed.CALLED_AGAIN:
            return list_words.CALLED_AGAIN
        case Changed.CLOSED:
            return list_words.CLOSED_MEANWHILE
