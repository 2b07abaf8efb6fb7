"""What narrows the list of people: a row of groups with their numbers, and the fields beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from admin import words
from admin.pages.elements import button, say, tag
from admin.pages.fields import Choice, Line, tick
from admin.people import MAX_WORDS, Wanted
from bot.core.ids import DistrictId
from bot.core.people import District
from bot.core.understanding import Need
from bot.rules.urgency import Urgency

_ALL = ("", "すべて")


@dataclass(frozen=True, slots=True)
class Group:
    words: str
    urgencies: frozenset[Urgency] = frozenset()
    contested: bool = False
    on_record: bool = False

    @property
    def is_mark(self) -> bool:
        """Of people of any urgency: how many there are is not counted along."""
        return self.contested or self.on_record


GROUPS = (
    Group("すべて"),
    Group("要救助", frozenset({Urgency.NEEDS_RESCUE})),
    Group("行方不明・死亡", on_record=True),
    Group("助けが必要かも", frozenset({Urgency.POSSIBLE_DISTRESS})),
    Group("けが", frozenset({Urgency.INJURED})),
    Group("食いちがい", frozenset(), contested=True),
    Group("未回答", frozenset({Urgency.SILENT_WITH_SUPPORT, Urgency.SILENT})),
    Group("不明", frozenset({Urgency.UNCLEAR})),
    Group("無事", frozenset({Urgency.SAFE})),
)


class PeopleFilters:
    """`narrow`: puts what was chosen into what is wanted."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._group = GROUPS[0]
        self._district: DistrictId | None = None
        self._need: Need | None = None
        self._support = False
        with tag("section", classes="filters", aria_label="しぼりこみ"):
            with tag("div", classes="groups"):
                self._buttons = {
                    each.words: button(each.words, self._chooser(each), "group", aria_pressed="false")
                    for each in GROUPS
                }
            with tag("div", classes="fields"):
                self._search = Line("名前", MAX_WORDS, self._typed, type="search", placeholder="花子、アイヅ など")
                self._districts = Choice("地区", (_ALL,), self._choose_district)
                Choice("困りごと", (_ALL, *((each.value, words.NEED[each]) for each in Need)), self._choose_need)
                tick("要支援の人だけ", self._choose_support)
        self._mark()

    def narrow(self, wanted: Wanted) -> Wanted:
        return replace(
            wanted,
            groups=self._group.urgencies,
            contested=self._group.contested,
            on_record=self._group.on_record,
            district=self._district,
            support_needed=self._support,
            need=self._need,
            words=self._search.text,
        )

    def update(self, totals: Mapping[Urgency, int], districts: Sequence[District]) -> None:
        self._districts.offer((_ALL, *((each.id, each.name) for each in districts)), self._district or "")
        for each in GROUPS:
            counted = totals.values() if not each.urgencies else (totals.get(one, 0) for one in each.urgencies)
            say(self._buttons[each.words], each.words if each.is_mark else f"{each.words} {sum(counted):,}")

    def _chooser(self, group: Group) -> Callable[[], None]:
        def chosen() -> None:
            self._group = group
            self._mark()
            self._changed()

        return chosen

    def _mark(self) -> None:
        for name, each in self._buttons.items():
            each.props["aria-pressed"] = "true" if name == self._group.words else "false"
            each.update()

    def _typed(self, _: str) -> None:
        self._changed()

    def _choose_district(self, value: str) -> None:
        self._district = DistrictId(value) if value else None
        self._changed()

    def _choose_need(self, value: str) -> None:
        self._need = Need(value) if value in {each.value for each in Need} else None
        self._changed()

    def _choose_support(self, chosen: bool) -> None:  # noqa: FBT001 - a tick is one or the other
        self._support = chosen
        self._changed()
