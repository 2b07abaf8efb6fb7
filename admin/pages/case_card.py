"""One person somebody may have to go to, as a card: who, where, what was said, and 「対応した」."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from nicegui.elements.mixins.text_element import TextElement

from admin import words
from admin.pages.elements import button, fact, say, show, tag
from admin.pages.places import PEOPLE
from admin.pages.statement import statement
from admin.showing import Case, Profile, Sight, Withheld
from bot.core.records import NoticeKind
from bot.core.reports import Standing

NEW_FOR = timedelta(minutes=2)

Done = Callable[[Case], Awaitable[None]]


class CaseCard:
    """The button stays the same element whatever changes around it, so that the keyboard's focus is not lost."""

    def __init__(self, case: Case, done: Done, zone: ZoneInfo) -> None:
        self._case = case
        self._zone = zone
        self._times: list[tuple[TextElement, datetime]] = []
        self.element = tag("li", classes="case")
        with self.element:
            with tag("div", classes="main"):
                with tag("div", classes="head"):
                    self._kind = tag("span", classes="kind")
                    self._new = tag("span", "新着", "new")
                self._former = tag("p", classes="former")
                self._body = tag("div", classes="body")
            with tag("div", classes="side"):
                self._since = tag("time", classes="since")
                tag("span", f"受付番号 {words.number_of(case.newest.id)}", "number")
                self._more = tag("a", "くわしく・会話", "more-of")
                button("対応した", lambda: done(self._case), "done", aria_label=f"対応した: {title(case.newest)}")
        self._draw()

    def update(self, case: Case, now: datetime) -> None:
        if case != self._case:
            self._case = case
            self._draw()
        newest = case.newest.at
        show(self._new, shown=now - newest < NEW_FOR)
        say(self._since, f"{words.clock_time(newest, now, self._zone)}({words.ago(newest, now)})")
        for element, at in self._times:
            say(element, words.clock_time(at, now, self._zone))

    def _draw(self) -> None:
        newest = self._case.newest
        say(self._kind, f"{'【訓練】' if newest.drill else ''}{words.KIND[newest.kind]}")
        say(self._former, words.former(newest.former))
        show(self._former, shown=bool(newest.former))
        self.element.props["data-kind"] = newest.kind.value
        self.element.update()
        several_kinds = len({each.kind for each in self._case.sights}) > 1
        self._more.props["href"] = f"{PEOPLE.path}?notice={newest.id}"
        self._more.props["aria-label"] = f"くわしく・会話: {title(newest)}"
        self._more.update()
        show(self._more, shown=isinstance(newest.subject, Profile) and newest.standing is not None)
        self._body.clear()
        with self._body:
            person(newest)
            with tag("ul", classes="statements"):
                self._times = [(self._statement(each, with_kind=several_kinds), each.at) for each in self._case.sights]
            _now(newest)
            for team in dict.fromkeys(each.team for each in self._case.sights if each.team):
                tag("p", words.heading(team, self._zone), "going")
            for each in newest.going:
                tag("p", words.going(each, self._zone), "going")

    def _statement(self, sight: Sight, *, with_kind: bool) -> TextElement:
        """What was said in an incident that is closed, of somebody who calls in the next one too."""
        is_older = sight.former != self._case.newest.former
        return statement(sight, with_kind=with_kind, former=words.former(sight.former) if is_older else "")


def title(sight: Sight) -> str:
    match sight.subject:
        case Profile() as known:
            return f"{known.name}さん"
        case Withheld():
            return words.WITHHELD
        case None if sight.kind is NoticeKind.ALERT_PROPOSED:
            return words.KIND[sight.kind]
        case None:
            return words.NAMELESS[sight.kind is NoticeKind.UNDELIVERED]


def person(sight: Sight) -> None:
    """Name, age, need for support; home and telephone."""
    subject = sight.subject
    with tag("h4", classes="who"):
        tag("span", title(sight), "name")
        if isinstance(subject, Profile) and subject.age is not None:
            tag("span", f"{subject.age}歳", "age")
        if isinstance(subject, Profile) and subject.support is not None:
            tag("span", f"要支援: {subject.support}" if subject.support else "要支援", "support")
    if isinstance(subject, Withheld):
        tag("p", words.WITHHELD_ASK, "withheld")
    if isinstance(subject, Profile) and (subject.home or subject.phone):
        with tag("dl", classes="home"):
            fact("家", " ".join(subject.home))
            fact("電話", subject.phone)


def _now(sight: Sight) -> None:
    """What holds now, where it is no longer what the notice said."""
    standing = sight.standing
    if standing is None or not _tells_more(standing, sight):
        return
    who = f"({words.told_by(standing.source, '', standing.sighting)})" if standing.source else ""
    contested = " 食いちがいがあります" if standing.contested else ""
    tag("p", f"いまの安否: {words.state_of(standing, '')}{who}{contested}", "now")


def _tells_more(standing: Standing, sight: Sight) -> bool:
    is_other = standing.condition is not None and standing.condition is not sight.condition
    return is_other or standing.casualty is not None
