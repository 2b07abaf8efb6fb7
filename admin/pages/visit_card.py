"""One line of the visits as a card: who, where, why, who goes; on paper with boxes to tick."""

from datetime import datetime
from zoneinfo import ZoneInfo

from admin import list_words, words
from admin.pages.elements import fact, tag
from admin.pages.visit_actions import Changing, VisitActions
from admin.person_sight import PersonSight
from admin.showing import Profile, Withheld
from admin.visit_sight import VisitSight
from admin.visits import Why
from bot.core.visits import VisitState
from bot.rules.urgency import Urgency

_ON_PAPER = "□ 無事  □ けが  □ 要救助  □ 会えなかった   時刻 (   :   )   メモ"


class VisitCard:
    """The words and the actions are drawn apart: news of the person does not take away what staff are typing.

    `change` None: whoever looks may not.
    """

    def __init__(self, change: Changing | None, zone: ZoneInfo) -> None:
        self._change = change
        self._zone = zone
        self._drawn: tuple[VisitSight, int] | None = None
        self._actions: VisitActions | None = None
        self.element = tag("li", classes="visit")
        with self.element:
            self._main = tag("div", classes="visit-main")
            self._side = tag("div", classes="visit-side")
            tag("p", _ON_PAPER, "on-paper")

    def update(self, sight: VisitSight, now: datetime) -> None:
        self._act_on(sight)
        drawn = (sight, now.astimezone(self._zone).toordinal())
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.element.props["data-state"] = sight.state.value
        self.element.props["data-urgency"] = _urgency(sight).name.lower()
        self.element.update()
        self._main.clear()
        with self._main:
            self._draw(sight, now)

    def _act_on(self, sight: VisitSight) -> None:
        if self._change is None or (self._actions is not None and self._actions.take(sight)):
            return
        self._side.clear()
        with self._side:
            self._actions = VisitActions(name_of(sight), sight, self._change)

    def _draw(self, sight: VisitSight, now: datetime) -> None:
        with tag("div", classes="head"):
            tag("span", list_words.STATE[sight.state], f"state {sight.state}")
            tag("span", list_words.URGENCY[_urgency(sight)], "urgency")
            if sight.who and (wrote := list_words.wrote(sight.who)):
                tag("span", wrote, "mark")
            tag("span", f"受付番号 {words.number_of(sight.notice or sight.id)}", "number")
        with tag("h3", classes="who"):
            tag("span", name_of(sight), "name")
            if sight.who and isinstance(sight.who.subject, Profile):
                _marks(sight.who.subject)
        if sight.is_far:
            tag("p", f"{words.UNKNOWN_DISTRICT}: まず電話で確かめてください。", "far")
        _whereabouts(sight.who)
        if sight.words:
            tag("p", f"「{sight.words}」", "said")
        tag("p", self._why(sight, now), "why")
        if absent := self._absent(sight, now):
            tag("p", absent, "why")
        if going := self._going(sight, now):
            tag("p", going, "going")
        if sight.note:
            tag("p", f"メモ: {sight.note}", "note")

    def _why(self, sight: VisitSight, now: datetime) -> str:
        called = words.clock_time(sight.called_at, now, self._zone) if sight.called_at else ""
        if sight.why is Why.CALLED:
            return f"{list_words.WHY[sight.why]}({called})"
        who, asked = sight.who, ""
        if who is None or sight.why is not Why.SILENT:
            return list_words.WHY[sight.why]
        if not who.reachable:
            return list_words.UNREACHED
        if who.asked_at:
            asked = f"({words.clock_time(who.asked_at, now, self._zone)}から)"
        return list_words.WHY[sight.why] + asked

    def _absent(self, sight: VisitSight, now: datetime) -> str:
        """「留守でした(町内会の役員 10:02)」"""
        told = sight.absent
        if told is None or told.absence is None:
            return ""
        by = words.told_by(told.source, told.label, told.sighting)
        return f"{list_words.ABSENCE[told.absence]}({by} {words.clock_time(told.said_at, now, self._zone)})"

    def _going(self, sight: VisitSight, now: datetime) -> str:
        if sight.changed_at is None or sight.state is VisitState.UNASSIGNED:
            return ""
        at = words.clock_time(sight.changed_at, now, self._zone)
        return f"{list_words.STATE[sight.state]}: {sight.assigned or '担当の記録なし'}({at})"


def name_of(sight: VisitSight) -> str:
    if sight.who is None:
        return words.NAMELESS[False]
    return f"{sight.who.subject.name}さん" if isinstance(sight.who.subject, Profile) else words.WITHHELD


def _urgency(sight: VisitSight) -> Urgency:
    """A call about somebody unknown may be a call for help until somebody has looked."""
    return sight.who.urgency if sight.who else Urgency.POSSIBLE_DISTRESS


def _marks(subject: Profile) -> None:
    if subject.age is not None:
        tag("span", f"{subject.age}歳", "age")
    if subject.support is not None:
        tag("span", f"要支援: {subject.support}" if subject.support else "要支援", "support")


def _whereabouts(who: PersonSight | None) -> None:
    """Where to go first; where they say they are stands before where they live."""
    if who is None:
        return
    if isinstance(who.subject, Withheld):
        tag("p", words.WITHHELD_ASK, "withheld")
        return
    spot = words.place(who.standing.spot) if who.standing.spot else ""
    lines = (("場所", spot), ("家", " ".join(who.subject.home)), ("電話", who.subject.phone))
    with tag("dl", classes="home"):
        for name, value in lines:
            fact(name, value)
