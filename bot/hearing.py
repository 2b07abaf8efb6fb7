"""The shell around the understanding: what a person's words are read against, kept fresh without a read each turn."""

from datetime import datetime, timedelta

from bot.core.events import Event, TextSaid
from bot.core.gazetteer import Gazetteer, Named
from bot.core.ports import Clock, Known, TurnStore
from bot.core.understanding import Interpreter, Understanding

MAX_TEXT = 5_000
FRESH = timedelta(minutes=1)
"""For so long the names of the city are used before they are read again: `anpi city load` is heard of within it."""


class Hearing:
    def __init__(self, interpreter: Interpreter, store: TurnStore, clock: Clock) -> None:
        self._interpreter = interpreter
        self._store = store
        self._clock = clock
        self._city: tuple[Named, ...] = ()
        self._read_at: datetime | None = None

    async def understand(self, event: Event, known: Known) -> Understanding | None:
        """None for what holds no words.

        Raises:
            Unavailable: the names of the city cannot be read.
        """
        match event.what:
            case TextSaid(words):
                gazetteer = Gazetteer(await self._names(), known.relations)
                return await self._interpreter.understand(words[:MAX_TEXT], gazetteer)
            case _:
                return None

    async def _names(self) -> tuple[Named, ...]:
        now = self._clock.now()
        if self._read_at is None or now - self._read_at >= FRESH:
            self._keep(await self._store.names(), now)
        return self._city

    def _keep(self, names: tuple[Named, ...], now: datetime) -> None:
        """The same object while nothing changed: the interpreter indexes each object once."""
        if names != self._city:
            self._city = names
        self._read_at = now
