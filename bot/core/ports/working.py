"""What a worker stands on: lanes, wake-ups, a clock."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Protocol

LANES = 64
"""Conversations hash into this many lanes; fixed for the life of a database (DESIGN.md 4.3)."""


class Lanes(Protocol):
    async def hold(self, busy: Collection[int] = ()) -> frozenset[int]:
        """Takes free lanes up to a fair share, and says in which work may begin now.

        A lane that is too many is left out from then on. It is given back at a later look, when it is not `busy` any
        more: what has begun there ends before somebody else begins.
        """
        ...

    async def release(self) -> None:
        """Gives all lanes back."""
        ...


class Signal(StrEnum):
    """What a wake-up is about."""

    INBOX = "inbox"
    OUTBOX = "outbox"
    WEB_CHAT = "web_chat"
    BOARD = "board"


class Wakeups(Protocol):
    """Hints that there is work. May be lost; the poll finds what they missed."""

    async def wake(self, signal: Signal, detail: str = "") -> None:
        """Never raises: a lost hint costs at most one poll."""
        ...

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        """Returns the details of hints that came since the last wait, at the latest after `within` seconds."""
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware, UTC."""
        ...
