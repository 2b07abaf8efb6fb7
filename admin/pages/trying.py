"""Does or looks up what a button asks for, and says where that did not happen, or nobody knows."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from admin.commands.entitled import NotEntitled
from bot.core.errors import Unavailable
from bot.storage.border import Rejected

T = TypeVar("T")

NOT_KNOWN = (
    "データベースにつながりません。できたかどうか、まだ分かりません。"
    "「更新できていません」が消えてから、いまの表示を確かめてください。"
)
"""`Unavailable`: nothing was committed, or it is not known."""
DOWN = "データベースにつながりません。つながってから、もう一度お試しください。"
"""The same where nothing was to be done but a look."""


@dataclass(frozen=True, slots=True)
class Trying:
    """`not_taken`: what was asked for does not fit what is stored (a district that is gone)."""

    say: Callable[[str], None]
    not_entitled: str
    not_taken: str

    async def done(self, doing: Awaitable[T]) -> T | None:
        """None where it did not happen, or is not known to."""
        return await self._tried(doing, NOT_KNOWN)

    async def seen(self, looking: Awaitable[T]) -> T | None:
        """Of what changes nothing; None where it could not be read."""
        return await self._tried(looking, DOWN)

    async def _tried(self, trying: Awaitable[T], when_down: str) -> T | None:
        try:
            return await trying
        except NotEntitled:
            self.say(self.not_entitled)
        except Rejected:
            self.say(self.not_taken)
        except Unavailable:
            self.say(when_down)
        return None
