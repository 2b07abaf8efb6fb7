"""One person whole, beside the list: how to reach them, everything that was said of them, and what staff can do."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from admin import list_words, words
from admin.pages.by_name import why_not
from admin.pages.casualty_box import CasualtyBox, PutOnRecord
from admin.pages.elements import button, fact, show, tag
from admin.pages.places import VISITS
from admin.pages.report_line import Retract, report_line
from admin.pages.talk_box import TalkBox, Talking
from admin.people import Spoken, Told
from admin.person_sight import PersonSight
from admin.showing import Profile
from bot.core.ids import PersonId
from bot.core.reports import Casualty


class Actions(NamedTuple):
    """`may_act`: only a named member of staff does more than look. `by_name`: where to sign in so; empty: nowhere."""

    close: Callable[[], None]
    visit: Callable[[PersonId], Awaitable[None]]
    retract: Retract
    put_on_record: PutOnRecord
    may_act: bool
    by_name: str
    talking: Talking
    office: Callable[[], str]
    """By which name staff signed last."""


class Drawn(NamedTuple):
    sight: PersonSight
    told: tuple[Told, ...]
    listed: bool = False
    """On the list of visits already."""

    @property
    def is_settled(self) -> bool:
        """On record as dead, and nobody has said otherwise."""
        standing = self.sight.standing
        return standing.casualty is Casualty.DEAD and not standing.contested


class PersonPanel:
    """Drawn anew only when something about the person changes, so that a reason half typed is not lost to a clock."""

    def __init__(self, actions: Actions, zone: ZoneInfo) -> None:
        self._actions = actions
        self._zone = zone
        self._drawn: Drawn | None = None
        self._talk: TalkBox | None = None
        self._casualty: CasualtyBox | None = None
        self.element = tag("aside", classes="person", aria_label="くわしく")
        show(self.element, shown=False)

    def close(self) -> None:
        self._drawn = None
        self._talk = self._casualty = None
        self.element.clear()
        show(self.element, shown=False)

    def update(self, drawn: Drawn, spoken: Spoken, now: datetime) -> None:
        before = self._drawn
        if before is None or before.sight.person != drawn.sight.person:
            self._begin(drawn)
        if drawn != before:
            self._drawn = drawn
            self._body.clear()
            with self._body:
                self._draw(drawn, now)
        if self._talk is not None:
            self._talk.update(spoken, now)
        if self._casualty is not None:
            self._casualty.update(frozenset(each.report.id for each in drawn.told))
            show(self._record, shown=not drawn.is_settled)

    def _begin(self, drawn: Drawn) -> None:
        """Somebody else is shown; record and talk have a place of their own, so that what is typed there stays."""
        self.element.clear()
        self._talk = self._casualty = None
        show(self.element, shown=True)
        with self.element:
            self._body = tag("div", classes="person-body")
            if self._actions.may_act and isinstance(drawn.sight.subject, Profile):
                with tag("section", classes="casualty-box") as self._record:
                    name = drawn.sight.subject.name
                    self._casualty = CasualtyBox(drawn.sight.person, name, self._actions.put_on_record)
                with tag("section", classes="talk-box", aria_label="担当との会話"):
                    self._talk = TalkBox(drawn.sight.person, self._actions.talking, self._zone, self._actions.office())

    def _draw(self, drawn: Drawn, now: datetime) -> None:
        subject = drawn.sight.subject
        button("閉じる", self._actions.close, "quiet close")
        if not isinstance(subject, Profile):
            tag("h3", words.WITHHELD, "name")
            tag("p", words.WITHHELD_ASK, "withheld")
            return
        _who(subject)
        _stands(drawn.sight, now, self._zone)
        if drawn.listed:
            tag("a", "訪問の一覧にのっています →", "on-the-list", href=VISITS.path)
        elif self._actions.may_act:
            button("訪問の一覧にくわえる", partial(self._actions.visit, drawn.sight.person), "act")
        if not self._actions.may_act:
            why_not("訪問にくわえること、会話、行方不明・死亡の記録、まちがった報告の取り消し", self._actions.by_name)
        tag("h4", "届いた報告", "subtitle")
        if not drawn.told:
            tag("p", "まだ、ありません。", "empty")
        with tag("ol", classes="reports"):
            for each in drawn.told:
                retract = self._actions.retract if self._actions.may_act else None
                report_line(each, retract, now, self._zone)


def _who(subject: Profile) -> None:
    with tag("h3", classes="who"):
        tag("span", f"{subject.name}さん", "name")
        if subject.age is not None:
            tag("span", f"{subject.age}歳", "age")
        if subject.support is not None:
            tag("span", f"要支援: {subject.support}" if subject.support else "要支援", "support")
    with tag("dl", classes="home"):
        for name, value in (("家", " ".join(subject.home)), ("電話", subject.phone)):
            fact(name, value)


def _stands(sight: PersonSight, now: datetime, zone: ZoneInfo) -> None:
    standing = sight.standing
    by, at = list_words.said_by(standing), list_words.since(sight, now, zone)
    contested = "食いちがいがあります" if standing.contested else ""
    wrote, on_record = list_words.wrote(sight), list_words.on_record(sight)
    where = list_words.where_of(standing)
    facts = (list_words.URGENCY[sight.urgency], wrote, by, at, contested, on_record, where)
    with tag("p", classes="stands"):
        tag("span", "いま: " + " ・ ".join(each for each in facts if each))
    if standing.needs:
        tag("p", f"足りないもの: {list_words.needs_of(standing)}", "facts")
    if standing.spot:
        tag("p", f"場所: {words.place(standing.spot)}", "facts")
