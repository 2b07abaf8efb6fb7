"""One proposal that waits: what was announced, what would happen, and the buttons of those who may decide."""

from datetime import datetime
from zoneinfo import ZoneInfo

from nicegui.elements.mixins.text_element import TextElement

from admin import words
from admin.pages import proposal_words as told
from admin.pages.deciding import Acts, Deciding
from admin.pages.elements import fact, say, show, tag
from admin.proposals import Pending
from bot.rules.triggers.telling import WHOM


class ProposalCard:
    """The buttons stay where they are while the facts around them change."""

    def __init__(self, pending: Pending, acts: Acts, city: str, zone: ZoneInfo) -> None:
        self._pending = pending
        self._city = city
        self._zone = zone
        self._times: list[tuple[TextElement, datetime, str]] = []
        self.element = tag("li", classes="proposal")
        with self.element:
            self._facts = tag("div", classes="facts-of")
            self._goes = tag("p", classes="goes", role="timer")
            self._deciding = Deciding(pending, acts, city) if acts.may_decide else None
            if self._deciding is None:
                _why_not(acts.by_name)
        self._draw()

    def update(self, pending: Pending, now: datetime) -> None:
        if pending != self._pending:
            self._pending = pending
            self._draw()
            if self._deciding:
                self._deciding.pending = pending
        for element, at, form in self._times:
            say(element, form.format(at=words.clock_time(at, now, self._zone), ago=words.ago(at, now)))
        goes_at = pending.proposal.goes_at
        show(self._goes, shown=goes_at is not None)
        if goes_at is not None:
            say(self._goes, told.goes(goes_at, now))

    def _draw(self) -> None:
        pending, draft, aim = self._pending, self._pending.proposal.draft, self._pending.proposal.aim
        self._times = []
        self._facts.clear()
        with self._facts:
            with tag("div", classes="would"):
                self._head()
                tag("h4", draft.title, "proposal-title")
                with tag("dl", classes="proposal-facts"):
                    fact("レベル", words.level_of(draft.hazard, draft.level))
                    fact("どこに", told.where(pending.where, self._city))
                    fact("だれに", f"{WHOM[draft.whom]} {told.number(pending.asked, draft, aim)}")
                    fact("届く道", told.reaches_of(pending.asked, draft, aim))
                    fact("いまの事案", pending.incident)
            with tag("div", classes="because"):
                tag("h5", "もとの発表", "because-title")
                self._alerts()
                for each in (*draft.notes, *(fault for alert in pending.behind for fault in alert.faults)):
                    tag("p", each, "look-at")

    def _head(self) -> None:
        mark = "【訓練】" if self._pending.proposal.drill else ""
        with tag("div", classes="head"):
            tag("span", f"{mark}{told.AIM[self._pending.proposal.aim]}", "kind")
            self._time("{at}({ago})", self._pending.proposal.made_at, "since")
            tag("span", f"番号 {self._pending.proposal.id}", "number")

    def _alerts(self) -> None:
        with tag("ul", classes="statements"):
            for each in self._pending.behind:
                with tag("li", classes="statement"):
                    with tag("p", classes="said"):
                        tag("span", told.source(each))
                        self._time(" {at}発表", each.issued, "since")
                    for line in (told.announced(each, self._city), each.headline[: told.LONGEST_HEADLINE]):
                        if line:
                            tag("p", line, "by")

    def _time(self, form: str, at: datetime, classes: str) -> None:
        self._times.append((tag("span", classes=classes), at, form))


def _why_not(by_name: str) -> None:
    with tag("p", classes="why-not"):
        tag("span", "送るかどうかは、職員IDでサインインした市の職員だけが決められます。")
        if by_name:
            tag("a", "職員IDでサインインする", href=by_name)
