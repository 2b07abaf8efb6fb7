"""「元に戻す」 for ten seconds after 「対応した」, at the bottom of the page."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from nicegui.elements.mixins.text_element import TextElement

from admin.pages.elements import button, tag
from bot.core.ports import Clock

LASTS = timedelta(seconds=10)


class UndoBar:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lines: list[tuple[datetime, TextElement]] = []
        self._element = tag("div", classes="undo", role="status")

    def offer(self, words: str, undo: Callable[[], Awaitable[None]]) -> None:
        async def undone() -> None:
            self._drop(line)
            await undo()

        with self._element, tag("p", classes="undo-line") as line:
            tag("span", words)
            button("元に戻す", undone, "undo-button")
        self._lines.append((self._clock.now() + LASTS, line))

    def say(self, words: str) -> None:
        """Something that went otherwise than wanted; it goes away by itself too."""
        with self._element:
            self._lines.append((self._clock.now() + LASTS, tag("p", words, "undo-line")))

    def tick(self) -> None:
        now = self._clock.now()
        for until, line in list(self._lines):
            if until <= now:
                self._drop(line)

    def _drop(self, line: TextElement) -> None:
        self._lines = [each for each in self._lines if each[1] is not line]
        line.delete()
