"""What was dealt with, the latest first: shown (and so disclosed) only to those who open it; a slip can be mended."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from admin import words
from admin.pages.case_card import title
from admin.pages.elements import button, say, show, tag
from admin.showing import Profile, Sight

Reopen = Callable[[Sight], Awaitable[None]]


class DoneList:
    def __init__(self, toggled: Callable[[], Awaitable[None]], reopen: Reopen, zone: ZoneInfo, *, drill: bool) -> None:
        self.is_open = False
        self._toggled = toggled
        self._reopen = reopen
        self._zone = zone
        self._drawn: Sequence[Sight] | None = None
        with tag("section", classes="cases dealt-with", aria_label=f"{words.WORLD[drill]} 対応済み"):
            self._switch = button("対応済みを見る", self._toggle, "quiet", aria_expanded="false")
            self._list = tag("ol", classes="list")
        show(self._list, shown=False)

    async def _toggle(self) -> None:
        self.is_open = not self.is_open
        say(self._switch, "対応済みを閉じる" if self.is_open else "対応済みを見る")
        self._switch.props["aria-expanded"] = "true" if self.is_open else "false"
        self._switch.update()
        show(self._list, shown=self.is_open)
        if not self.is_open:
            self._drawn = None
            self._list.clear()
        await self._toggled()

    def update(self, sights: Sequence[Sight], now: datetime) -> None:
        if sights == self._drawn:
            return
        self._drawn = sights
        self._list.clear()
        with self._list:
            for each in sights:
                self._line(each, now)
            if not sights:
                tag("li", "まだ、ありません。", "empty")

    def _line(self, sight: Sight, now: datetime) -> None:
        with tag("li", classes="dealt"):
            with tag("div"):
                tag("span", words.KIND[sight.kind], "kind small")
                tag("span", title(sight), "name")
                if isinstance(sight.subject, Profile):
                    tag("span", " ".join(sight.subject.home[:2]), "where")
            with tag("div", classes="foot"):
                done_at = words.clock_time(sight.done_at or sight.at, now, self._zone)
                tag("span", f"{done_at} 対応済み ・ 受付番号 {words.number_of(sight.id)}", "number")
                label = f"未対応に戻す: {title(sight)}"
                button("未対応に戻す", lambda: self._reopen(sight), "quiet", aria_label=label)
