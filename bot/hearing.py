"""The shell around the understanding: what a person's words are read against, kept fresh without a read each turn."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.events import Event, TextSaid
from bot.core.gazetteer import Gazetteer, Named, SlotKind
from bot.core.ports import Clock, Known, TurnStore
from bot.core.requests import Heard, ReadRollCall
from bot.core.sightings import RollCall, RollCalls
from bot.core.understanding import Interpreter, Understanding
from bot.rules.leading import asks_about_districts
from bot.rules.roll_call.likeness import tells_of_many

MAX_TEXT = 5_000
FRESH = timedelta(minutes=1)
"""For so long the names of the city are used before they are read again: `anpi city load` is heard of within it."""


@dataclass(frozen=True, slots=True)
class ManyHeard:
    """Reads messages about many; `is_one` says whether a message, read by `reader`, is such a one at all."""

    reader: RollCalls
    is_one: Callable[[str, RollCall], bool]


class Hearing:
    """`many` None: messages about many are heard like any others."""

    def __init__(self, interpreter: Interpreter, store: TurnStore, clock: Clock, many: ManyHeard | None = None) -> None:
        self._interpreter = interpreter
        self._store = store
        self._clock = clock
        self._many = many
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

    async def roll_call(self, event: Event, known: Known, understood: Understanding | None) -> RollCall | None:
        """The words as a message about many, where their speaker may tell of many and they read so.

        Whoever holds no office names two of their own people, or it is none.
        """
        what, many = event.what, self._many
        if many is None or understood is None or not isinstance(what, TextSaid):
            return None
        if not (asks_about_districts(known.roles) or len(understood.named(SlotKind.PERSON)) > 1):
            return None
        read = many.reader.read(what.text[:MAX_TEXT], Gazetteer(await self._names(), known.relations))
        return read if many.is_one(what.text, read) and tells_of_many(read, known) else None

    async def read_roll_call(self, request: ReadRollCall) -> RollCall:
        """Without a reader nothing is read, and all of it goes to staff in its words."""
        if self._many is None:
            return RollCall(unread=(request.text,))
        return self._many.reader.read(request.text[:MAX_TEXT], Gazetteer(await self._names(), request.people))

    async def hear(self, request: Heard) -> tuple[Understanding, ...]:
        gazetteer = Gazetteer(await self._names())
        return tuple([await self._interpreter.understand(each[:MAX_TEXT], gazetteer) for each in request.texts])

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
