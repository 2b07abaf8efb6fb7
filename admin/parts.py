"""What the console is made of, handed in by the composition root."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from bot.core.people import City
from bot.core.ports import Clock, Wakeups
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Stores:
    """Open for as long as the console runs."""

    database: Database
    wakeups: Wakeups


@dataclass(frozen=True, slots=True)
class ConsoleParts:
    """`code`: the sign-in code. `open_stores`: opens what the console reads, and closes it at its end."""

    city: City
    code: str
    clock: Clock
    open_stores: Callable[[], AbstractAsyncContextManager[Stores]]
