"""Half of the board: everything real, or everything of a drill. The two never share a list (promise 5)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from admin import words
from admin.board import Board, Counted, Section
from admin.emergencies import Declared
from admin.pages.board_curves import Curves
from admin.pages.case_card import Done
from admin.pages.case_list import CaseList
from admin.pages.counts import DistrictTable, IncidentCounts
from admin.pages.done_list import DoneList
from admin.pages.elements import say, show, tag
from admin.pages.emergency_words import moment
from admin.pages.places import EMERGENCY
from admin.pages.proposal_panel import ProposalPanel
from admin.pages.waiting_line import WaitingLine
from admin.short import short_line
from admin.showing import Sight, cases
from bot.core.ids import IncidentId

_CALM = {False: "実際の災害の事案は、開いていません。", True: "開いている訓練は、ありません。"}


class Panel(Protocol):
    def __call__(self, *, drill: bool) -> ProposalPanel: ...


def _until(each: Declared, zone: ZoneInfo) -> str:
    return f"{'・'.join(each.where) or '市の全域'}({moment(each.emergency.until, zone)}まで)"


class World:
    def __init__(
        self,
        *,
        drill: bool,
        done: Done,
        more: Callable[[], None],
        done_list: Callable[[bool], DoneList],
        panel: Panel,
        zone: ZoneInfo,
    ) -> None:
        self._drill = drill
        self._zone = zone
        self._incidents: dict[IncidentId, IncidentCounts] = {}
        self._tables: dict[IncidentId, DistrictTable] = {}
        self._element = tag("section", classes=f"world {'drill' if drill else 'real'}", aria_label=words.WORLD[drill])
        with self._element:
            with tag("header", classes="band"):
                tag("h2", words.WORLD[drill], "world-title")
                self._calm = tag("p", _CALM[drill], "calm")
                self._open = tag("div", classes="incidents")
            self._emergency = tag("a", classes="emergency-line", href=EMERGENCY.path)
            self._short = tag("p", classes="short-line")
            self._proposals = panel(drill=drill)
            with tag("div", classes="columns") as self._columns:
                with tag("div", classes="first"):
                    self._lists = {Section.GO: CaseList(Section.GO, done, more, zone, drill=drill)}
                    with self._lists[Section.GO].beside:
                        self._waiting = WaitingLine()
                with tag("div", classes="second"):
                    self._side = tag("div", classes="tables")
                    others = (each for each in Section if each is not Section.GO)
                    self._lists |= {each: CaseList(each, done, more, zone, drill=drill) for each in others}
            self.done_list = done_list(drill)

    def update(self, board: Board, sights: Sequence[Sight], now: datetime) -> None:
        mine = [each for each in board.incidents if each.incident.drill is self._drill]
        self._update_incidents(mine, now)
        calling = board.total(Section.GO, drill=self._drill) > 0
        waiting = self._waiting.update(mine, besides=calling)
        self._update_lists(board, [each for each in sights if each.drill is self._drill], waiting, now)
        self._update_emergencies(board)
        self._update_short(board)
        proposed = self._proposals.update(board.proposed, now)
        busy = bool(mine) or any(board.total(each, drill=self._drill) for each in Section)
        show(self._columns, shown=busy)
        resting = not busy and not proposed
        self._element.classes(remove="" if resting else "at-rest", add="at-rest" if resting else "")
        say(self._calm, _CALM[self._drill] if not resting else f"{_CALM[self._drill]}未対応の知らせもありません。")
        show(self._calm, shown=not mine)

    def draw_curves(self, curves: Curves) -> None:
        for incident, points in curves.items():
            if incident in self._incidents:
                self._incidents[incident].draw_curve(points)

    def _update_emergencies(self, board: Board) -> None:
        """Who is in charge must see that more may be shown than on other days. A drill never has one."""
        standing = () if self._drill else board.emergencies
        show(self._emergency, shown=bool(standing))
        say(self._emergency, "有事を宣言中: " + "、".join(_until(each, self._zone) for each in standing))

    def _update_short(self, board: Board) -> None:
        short = next((each for each in board.short if each.drill is self._drill), None)
        show(self._short, shown=short is not None)
        say(self._short, short_line(short) if short else "")

    def _update_incidents(self, counted: Sequence[Counted], now: datetime) -> None:
        there = {each.incident.id for each in counted}
        for gone in self._incidents.keys() - there:
            self._incidents.pop(gone).element.delete()
            self._tables.pop(gone).element.delete()
        for each in counted:
            if each.incident.id in self._incidents:
                self._incidents[each.incident.id].update(each)
                self._tables[each.incident.id].update(each)
                continue
            with self._open:
                self._incidents[each.incident.id] = IncidentCounts(each, now, self._zone)
            with self._side:
                self._tables[each.incident.id] = DistrictTable(each)

    def _update_lists(self, board: Board, sights: Sequence[Sight], waiting: int, now: datetime) -> None:
        """`waiting`: people on the list of visits, who belong to those somebody has to go to."""
        gathered = cases(sights)
        for section, shown in self._lists.items():
            total = board.total(section, drill=self._drill)
            others = waiting if section is Section.GO else 0
            shown.update([each for each in gathered if each.newest.section is section], total, now, others=others)
            show(shown.element, shown=section is Section.GO or total > 0)
