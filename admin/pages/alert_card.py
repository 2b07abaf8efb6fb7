"""One alert on 「届いた電文」: from whom, when, how grave, where, what became of it; its raw text, and CAP to take."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import alert_words as told
from admin.alerts import Arrived, is_own, strength
from admin.pages.elements import button, tag
from admin.pages.places import BOARD, REPORTS
from admin.pages.proposal_words import MOST_AREAS, announced
from bot.core.alerts import AlertArea, AlertChange, AlertStatus, ShelterState
from bot.core.proposals import ProposalState
from bot.core.triggers import CityCodes

MOST_SHELTERS = 30
LONGEST_HEADLINE = 600
LONGEST_RAW = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """Whose console it is."""

    city: str
    codes: CityCodes
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Acts:
    """`raw`: the alert as it came, None where it is gone; `cap`: hands it over as CAP."""

    raw: Callable[[str], Awaitable[bytes | None]]
    cap: Callable[[str], Awaitable[None]]


class AlertCard:
    """Drawn anew when what is known of it changes; an open raw text stays open."""

    def __init__(self, arrived: Arrived, place: Place, acts: Acts, now: datetime) -> None:
        self._place = place
        self._acts = acts
        self._raw: str | None = None
        self._arrived = arrived
        self.element = tag("li", classes="alert")
        self._draw(now)

    def update(self, arrived: Arrived, now: datetime) -> None:
        if arrived != self._arrived:
            self._arrived = arrived
            self._draw(now)

    def _draw(self, now: datetime) -> None:
        alert = self._arrived.alert
        self.element.props["data-status"] = alert.status.value
        self.element.props["data-kind"] = alert.kind.value
        self.element.classes(remove="taken-back elsewhere", add=_quietly(self._arrived))
        self.element.update()
        self.element.clear()
        with self.element:
            self._head(now)
            tag("h3", alert.title or "題名のない電文", "alert-title")
            if beside := told.beside(self._arrived, now, self._place.zone):
                tag("p", beside, "beside")
            self._strength()
            self._where()
            if alert.headline and alert.headline != alert.title:
                tag("p", _cut(alert.headline, LONGEST_HEADLINE), "headline")
            self._shelters(now)
            for each in alert.faults:
                tag("p", each, "look-at")
            self._became()
            self._foot()

    def _head(self, now: datetime) -> None:
        alert, zone = self._arrived.alert, self._place.zone
        with tag("div", classes="head"):
            if alert.status is not AlertStatus.REAL:
                tag("span", f"【{told.STATUS[alert.status]}】", "not-real")
            tag("span", told.KIND[alert.kind], "kind")
            if mark := told.CHANGE[alert.change]:
                tag("span", mark, "change")
            tag("span", told.sent_by(alert), "sent-by")
            issued = told.moment(alert.issued, now, zone)
            received = told.moment(self._arrived.received_at, now, zone)
            tag("span", f"{issued}発表 ・ {received}に届きました", "since")

    def _strength(self) -> None:
        """Not of what was taken back: a level that does not hold must not be seen first."""
        found = strength(self._arrived.alert, self._place.codes, self._place.city)
        is_wrong = self._arrived.alert.change is AlertChange.CANCELLED or self._arrived.is_taken_back
        if found is None or is_wrong:
            return
        badge = tag("p", told.strength(found, self._arrived.alert), "strength")
        if found.own and found.level is not None:
            badge.props["data-level"] = str(found.level)

    def _where(self) -> None:
        alert, city = self._arrived.alert, self._place.city
        ours = [each for each in alert.areas if is_own(each, self._place.codes, city)]
        others = [each for each in alert.areas if each not in ours]
        if alert.areas:
            with tag("p", classes="where"):
                tag("span", "地域 ", "label")
                tag("span", announced(alert, city) or _names([*ours, *others]))

    def _shelters(self, now: datetime) -> None:
        for state, found in told.by_state(self._arrived.alert.shelters):
            heading = f"{told.SHELTER[state]}避難所 {len(found)}か所"
            if state is ShelterState.UNKNOWN:
                heading = f"{told.SHELTER[state]}避難所 {len(found)}か所(確かめてください)"
            with tag("div", classes="shelters", data_state=state.value):
                tag("h4", heading, "shelters-title")
                with tag("ul"):
                    for each in found[:MOST_SHELTERS]:
                        tag("li", told.shelter(each, now, self._place.zone))
                    if len(found) > MOST_SHELTERS:
                        tag("li", f"ほか{len(found) - MOST_SHELTERS}か所")

    def _became(self) -> None:
        with tag("div", classes="became"):
            tag("span", "どうなったか ", "label")
            for each in told.became(self._arrived):
                tag("p", each)
            if self._arrived.incident:
                id_, title = self._arrived.incident
                tag("a", f"事案「{title}」を見る", href=f"{REPORTS.path}/{id_}")
            if any(each.state is ProposalState.WAITING for each in self._arrived.led):
                tag("a", "安否ボードで決める", href=BOARD.path)

    def _foot(self) -> None:
        alert = self._arrived.alert
        with tag("div", classes="foot"):
            tag("span", f"番号 {alert.number}", "number")
            if self._arrived.has_raw:
                is_open = self._raw is not None
                words = "もとの電文を閉じる" if is_open else "もとの電文を読む"
                label = f"{words}: 番号 {alert.number}"
                button(words, self._toggle, "quiet", aria_label=label, aria_expanded="true" if is_open else "false")
            button("CAPで取り出す", self._take, "quiet", aria_label=f"CAPで取り出す: 番号 {alert.number}")
        if self._raw is not None:
            tag("pre", self._raw, "raw", tabindex="0", role="region", aria_label=f"もとの電文 番号 {alert.number}")

    async def _toggle(self) -> None:
        if self._raw is not None:
            self._raw = None
        else:
            raw = await self._acts.raw(self._arrived.alert.digest)
            self._raw = told.raw_text(raw, LONGEST_RAW) if raw else "もとの電文は、もう残っていません。"
        self._redraw_foot()

    def _redraw_foot(self) -> None:
        """The card's end alone, so that whoever reads does not lose the place."""
        children = list(self.element)
        for each in reversed(children):
            if "raw" in each.classes or "foot" in each.classes:
                each.delete()
        with self.element:
            self._foot()

    async def _take(self) -> None:
        await self._acts.cap(self._arrived.alert.number)


def _quietly(arrived: Arrived) -> str:
    """What asks nobody to look: it was taken back, or is about another place."""
    if arrived.is_taken_back:
        return "taken-back"
    return "elsewhere" if arrived.became == "other_area" else ""


def _names(areas: list[AlertArea]) -> str:
    names = list(dict.fromkeys(each.name or each.code for each in areas if each.name or each.code))
    rest = f" ほか{len(names) - MOST_AREAS}地域" if len(names) > MOST_AREAS else ""
    return "、".join(names[:MOST_AREAS]) + rest


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most]}…"
