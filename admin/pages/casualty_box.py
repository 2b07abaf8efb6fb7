"""「行方不明・死亡を記録する」 beside a person: which, from whom it is known; for the dead a second tap."""

from collections.abc import Awaitable, Callable
from typing import NamedTuple

from admin import words
from admin.pages.elements import button, say, show, tag
from admin.pages.fields import Line, Radio
from admin.pages.sure import focus
from bot.core.ids import PersonId, ReportId
from bot.core.reports import Casualty
from bot.storage.staff_word.casualties import MAX_BASIS, Recorded

_OPEN = "行方不明・死亡を記録する"
_HINT = "Anpiからは、どなたにも知らせません。ご家族には、職員が直接お伝えください。"
_INCOMPLETE = "どちらかを選び、だれから知ったかを書いてください。"
_SECOND = (
    "「死亡」と記録します。この方への呼びかけは止まります。向かっている人がいれば、電話で伝えてください。"
    "まちがいないと確かめたときだけ、もう一度押してください。"
)
_SURE = "はい、確かめました。「死亡」と記録します"


class Stated(NamedTuple):
    """`seen`: the reports that stood there. `sure`: said a second time."""

    casualty: Casualty
    basis: str
    seen: frozenset[ReportId]
    sure: bool


PutOnRecord = Callable[[PersonId, Stated], Awaitable[Recorded | None]]
"""None: it could not be written."""


class CasualtyBox:
    """Of one person from beginning to end: what is typed outlives what comes in."""

    def __init__(self, person: PersonId, name: str, put: PutOnRecord) -> None:
        self._person = person
        self._put = put
        self._is_busy = False
        self._seen: frozenset[ReportId] = frozenset()
        self._open = button(_OPEN, self._ask, "quiet", aria_label=f"{_OPEN}: {name}さん")
        with tag("div", classes="wish") as self._form:
            tag("p", _HINT, "hint")
            options = [(each.value, words.CASUALTY[each]) for each in Casualty]
            self._which = Radio("どちらですか", f"casualty-{person}", options, lambda _: self._second(asked=False))
            self._basis = Line("だれから知りましたか", MAX_BASIS, placeholder="警察から電話、息子さんの届け出 など")
            self._warning = tag("p", classes="warning", role="alert")
            with tag("div", classes="foot"):
                self._once = button("記録する", self._go, "danger")
                self._back = button("やめる", self._stop, "quiet")
                self._twice = button(_SURE, self._go_surely, "danger")
        self._stop()

    def update(self, seen: frozenset[ReportId]) -> None:
        """What has come in since is read before a second press counts."""
        if seen != self._seen:
            self._seen = seen
            self._second(asked=False)

    def _ask(self) -> None:
        show(self._open, shown=False)
        show(self._form, shown=True)

    def _stop(self) -> None:
        self._second(asked=False)
        show(self._form, shown=False)
        show(self._open, shown=True)

    async def _go(self) -> None:
        if not (self._which.value and self._basis.text.strip()):
            self._warn(_INCOMPLETE)
            return
        done = await self._written(sure=False)
        if done is Recorded.NEEDS_SECOND_TAP:
            self._second(asked=True)
            self._warn(_SECOND)
            focus(self._back)
        elif done is Recorded.DONE:
            self._basis.empty()
            self._stop()

    async def _go_surely(self) -> None:
        if not self._basis.text.strip():
            self._second(asked=False)
            self._warn(_INCOMPLETE)
            return
        if await self._written(sure=True) is Recorded.DONE:
            self._basis.empty()
            self._stop()

    async def _written(self, *, sure: bool) -> Recorded | None:
        """A second click while the first is under way does nothing."""
        if self._is_busy:
            return None
        self._is_busy = True
        try:
            return await self._put(
                self._person, Stated(Casualty(self._which.value), self._basis.text, self._seen, sure)
            )
        finally:
            self._is_busy = False

    def _second(self, *, asked: bool) -> None:
        """A button of its own, as where a report is taken out: a fast second press hits 「やめる」."""
        show(self._warning, shown=False)
        show(self._once, shown=not asked)
        show(self._twice, shown=asked)

    def _warn(self, warning: str) -> None:
        say(self._warning, warning)
        show(self._warning, shown=True)
