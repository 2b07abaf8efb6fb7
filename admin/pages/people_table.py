"""The list of people as a table: only rows that change are sent, and they keep their elements as they move."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from nicegui.elements.mixins.text_element import TextElement

from admin import list_words, words
from admin.pages.elements import button, show, tag
from admin.person_sight import PersonSight
from admin.showing import Profile
from bot.core.ids import PersonId
from bot.core.ladder import Ladder
from bot.rules.urgency import Urgency

_COLUMNS = ("状態", "名前", "地区・班", "いつから", "だれが", "居場所", "困りごと", "呼びかけ", "LINEなど")
_EMPTY = "あてはまる人は、いません。"

Opened = Callable[[PersonId], None]


class PeopleTable:
    """`opened`: somebody wants to see one person whole."""

    def __init__(self, opened: Opened, ladder: Ladder, zone: ZoneInfo) -> None:
        self._opened = opened
        self._ladder = ladder
        self._zone = zone
        self._rows: dict[PersonId, _Row] = {}
        self._empty = tag("p", _EMPTY, "empty")
        with (
            tag("div", classes="people", tabindex="0", role="region", aria_label="人の一覧") as self._frame,
            tag("table"),
        ):
            tag("caption", "急ぐ順", "only-spoken")
            with tag("thead"), tag("tr"):
                for each in _COLUMNS:
                    tag("th", each, scope="col")
            self._body = tag("tbody")

    def update(self, sights: Sequence[PersonSight], now: datetime) -> None:
        there = {each.person for each in sights}
        for gone in self._rows.keys() - there:
            self._rows.pop(gone).element.delete()
        for place, sight in enumerate(sights):
            self._row(sight, place).update(sight, now)
        show(self._empty, shown=not sights)
        show(self._frame, shown=bool(sights))

    def _row(self, sight: PersonSight, place: int) -> "_Row":
        row = self._rows.get(sight.person)
        if row is None:
            with self._body:
                row = _Row(self._opened, self._ladder, self._zone)
            self._rows[sight.person] = row
        if self._body.default_slot.children[place] is not row.element:
            row.element.move(target_index=place)
        return row


class _Row:
    def __init__(self, opened: Opened, ladder: Ladder, zone: ZoneInfo) -> None:
        self._opened = opened
        self._ladder = ladder
        self._zone = zone
        self._drawn: tuple[PersonSight, int] | None = None
        self.element: TextElement = tag("tr")

    def update(self, sight: PersonSight, now: datetime) -> None:
        """A time says its day once that is another one."""
        drawn = (sight, now.astimezone(self._zone).toordinal())
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.element.props["data-urgency"] = sight.urgency.name.lower()
        self.element.update()
        self.element.clear()
        with self.element:
            self._draw(sight, now)

    def _draw(self, sight: PersonSight, now: datetime) -> None:
        standing = sight.standing
        with tag("td"):
            tag("span", list_words.URGENCY[sight.urgency], "urgency")
            if standing.contested and sight.urgency is not Urgency.CONTESTED:
                tag("span", "食いちがい", "mark")
            if on_record := list_words.on_record(sight):
                tag("span", on_record, "mark")
            if wrote := list_words.wrote(sight):
                tag("span", wrote, "mark")
        with tag("th", scope="row"):
            self._name(sight)
        home = sight.subject.home if isinstance(sight.subject, Profile) else ()
        for text in (
            " ".join(home),
            list_words.since(sight, now, self._zone),
            list_words.said_by(standing),
            list_words.where_of(standing),
            list_words.needs_of(standing),
            list_words.ladder_step(sight, self._ladder),
        ):
            tag("td", text)
        tag("td", "届く" if sight.reachable else "届かない", "" if sight.reachable else "unreached")

    def _name(self, sight: PersonSight) -> None:
        subject = sight.subject
        if not isinstance(subject, Profile):
            tag("span", f"{words.WITHHELD} 受付番号 {words.number_of(sight.number)}", "withheld-name")
            return
        button(f"{subject.name}さん", lambda: self._opened(sight.person), "open-person")
        if subject.age is not None:
            tag("span", f"{subject.age}歳", "age")
        if subject.support is not None:
            tag("span", "要支援", "support")
