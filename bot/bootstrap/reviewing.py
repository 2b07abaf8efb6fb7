"""What staff label unclear messages with: where they wait, how their words are read, and a guess at each."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.bootstrap.city_os_consents import city_os_rules
from bot.bootstrap.database import open_database
from bot.bootstrap.office import SystemClock
from bot.bootstrap.understanding import REVIEWED, embedded, own_utterances
from bot.core.events import Channel, TextSaid
from bot.core.ports import Arrival, Clock, Parser
from bot.core.understanding import Understanding
from bot.storage.unclear import UnclearTurns
from config.municipality import lexicons_of
from config.settings import Settings
from handlers.line.parsing import LineParser
from handlers.web_chat.parsing import WebChatParser

_PARSERS: dict[Channel, Parser] = {Channel.LINE: LineParser(), Channel.WEB: WebChatParser()}


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """Open for one command. `training_file` holds what was labelled so far; `engine` takes a second to make."""

    unclear: UnclearTurns
    words: Callable[[Arrival], str | None]
    engine: Callable[[], Callable[[str], Understanding]]
    training_file: Path
    clock: Clock


@asynccontextmanager
async def open_review(settings: Settings) -> AsyncIterator[ReviewDesk]:
    clock = SystemClock()

    def engine() -> Callable[[str], Understanding]:
        folder = settings.nlu_folder
        return embedded(folder, lexicons_of(settings.municipality), own_utterances(folder)).read

    async with open_database(settings) as database:
        unclear = UnclearTurns(database, city_os_rules(settings, clock))
        yield ReviewDesk(unclear, words_of, engine, settings.nlu_folder / REVIEWED, clock)


def words_of(arrival: Arrival) -> str | None:
    """None where nothing was written, or where it was taken back."""
    what = _PARSERS[arrival.channel].parse(arrival).what
    return what.text if isinstance(what, TextSaid) else None
