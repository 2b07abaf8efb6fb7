"""A section of the board: its cases, newest on top. Only what changes is sent; new cards come in visibly."""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.board import Section
from admin.pages.case_card import CaseCard, Done
from admin.pages.elements import button, say, show, tag
from admin.showing import Case

_EMPTY = {
    False: "いま、助けを求めている人はいません。",
    True: "【訓練】いま、助けを求めている人はいません。",
}


class CaseList:
    """`more` asks for more than is shown."""

    def __init__(self, section: Section, done: Done, more: Callable[[], None], zone: ZoneInfo, *, drill: bool) -> None:
        self._done = done
        self._zone = zone
        self._cards: dict[str, CaseCard] = {}
        self._drawn = False
        self.element = tag(
            "section", classes=f"cases {section}", aria_label=f"{words.WORLD[drill]} {words.SECTION[section]}"
        )
        with self.element:
            with tag("h3", classes="title"):
                tag("span", words.SECTION[section])
                self._count = tag("span", classes="count")
            tag("p", words.SECTION_MEANS[section], "means")
            self.beside = tag("div")
            """Of others who belong under this title, and stand elsewhere."""
            self._empty = tag("p", _EMPTY[drill], "empty")
            self._list = tag("ol", classes="list")
            with tag("p", classes="rest") as self._rest:
                self._rest_words = tag("span")
                button("さらに表示", more, "quiet")

    def update(self, cases: Sequence[Case], total: int, now: datetime, *, others: int = 0) -> None:
        """`total`: notices of the section in all; more than those of the cases where some are not read.

        `others`: people who stand elsewhere; while there are any, nobody may read here that there is nobody.
        """
        for key in self._cards.keys() - {each.key for each in cases}:
            self._cards.pop(key).element.delete()
        for place, case in enumerate(cases):
            self._card(case, place).update(case, now)
        self._drawn = True
        rest = total - sum(len(each.sights) for each in cases)
        say(self._count, f"{len(cases)}" if rest <= 0 else f"{len(cases)}+")
        say(self._rest_words, f"これより古い知らせが、あと{rest}件あります。")
        show(self._rest, shown=rest > 0)
        show(self._count, shown=bool(cases) or not others)
        show(self._empty, shown=not cases and not others)

    def _card(self, case: Case, place: int) -> CaseCard:
        card = self._cards.get(case.key)
        if card is None:
            with self._list:
                card = CaseCard(case, self._done, self._zone)
            if self._drawn:
                card.element.classes("arrived")
            self._cards[case.key] = card
        if self._list.default_slot.children[place] is not card.element:
            card.element.move(target_index=place)
        return card
