"""Does what a button asks for, and says it where that did not happen: no right to, or the database down."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from admin.commands.entitled import NotEntitled
from bot.core.errors import Unavailable
from bot.storage.border import Rejected

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Trying:
    """`not_taken`: what was asked for does not fit what is stored (a district that is gone)."""

    say: Callable[[str], None]
    not_entitled: str
    not_known: str
    not_taken: str

    async def done(self, doing: Awaitable[T]) -> T | None:
        """None where it did not happen."""
        try:
            return await doing
        except NotEntitled:
            self.say(self.not_entitled)
        except Rejected:
            self.say(self.not_taken)
        except Unavailable:
            self.say(self.not_known)
        return None
