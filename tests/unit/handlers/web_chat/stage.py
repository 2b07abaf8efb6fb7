"""The world around the web chat in tests: an inbox and wake-ups in memory, a clock, words that are said as written."""

import asyncio
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from bot.core.errors import Unavailable
from bot.core.events import Channel
from bot.core.ids import MessageId
from bot.core.letters import Letter
from bot.core.people import City
from bot.core.ports import Arrival, Signal
from bot.core.replies import Reply, Speech, Text, text
from config.catalogue import Catalogue, load_catalogue

CITY = City(name="会津若松市", phone="0242-39-1111", genuine="市のホームページ")
START = datetime(2026, 1, 10, 1, 0, tzinfo=UTC)


class StageInbox:
    """`down` refuses everything; `forgetful` keeps what comes next, once, and then says that it could not."""

    def __init__(self) -> None:
        self.arrivals: list[Arrival] = []
        self.down = False
        self.forgetful = False
        self.waiting: asyncio.Queue[Arrival] = asyncio.Queue()

    async def accept(self, arrivals: Sequence[Arrival]) -> None:
        if self.down:
            raise Unavailable("database")
        for arrival in arrivals:
            if all(each.id != arrival.id for each in self.arrivals):
                self.arrivals.append(arrival)
                self.waiting.put_nowait(arrival)
        if self.forgetful:
            self.forgetful = False
            raise Unavailable("database")


class StageWakeups:
    """Hints within one event loop. `deaf` loses them all."""

    def __init__(self) -> None:
        self.deaf = False
        self._hints: defaultdict[Signal, set[str]] = defaultdict(set)
        self._news = asyncio.Event()

    async def wake(self, signal: Signal, detail: str = "") -> None:
        if not self.deaf:
            self._hints[signal].add(detail)
            self._news.set()

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        self._news.clear()
        if not any(self._hints[signal] for signal in signals):
            try:
                async with asyncio.timeout(within):
                    await self._news.wait()
            except TimeoutError:
                return ()
        return tuple(detail for signal in signals for detail in self._hints.pop(signal, ()))


class StageClock:
    """Every look at it is a millisecond later."""

    def __init__(self) -> None:
        self._now = START

    def now(self) -> datetime:
        self._now += timedelta(milliseconds=1)
        return self._now


def phrasebook() -> Catalogue:
    """The real catalogues, and one key that says its argument."""
    real = load_catalogue("Asia/Tokyo")
    return Catalogue({each: {**texts, "stage.words": "{words}"} for each, texts in real.texts.items()}, real.zone)


def words(said: str) -> Text:
    return text("stage.words", words=said)


def letter(id_: str, speech: Speech | Reply, *to: str) -> Letter:
    whole = speech if isinstance(speech, Speech) else Speech((speech,))
    return Letter(MessageId(id_), Channel.WEB, to, whole, START)
