"""Understands with Rasa's statistics while Rasa answers in time, and with the embedded ones otherwise."""

import asyncio
from collections.abc import Callable
from typing import Protocol

import structlog

from bot.core.gazetteer import EMPTY, Gazetteer
from bot.core.understanding import Understanding
from nlu.judgement import judge
from nlu.lexicon_reading import LexiconReader, Reading
from nlu.rasa_client import RasaClient, RasaUnavailable
from nlu.statistics.scores import Scores, Statistics

log = structlog.get_logger()

FIRST_REST = 1.0
LONGEST_REST = 30.0
"""Seconds for which a Rasa that failed is left alone: nobody waits for a service that is known to be down."""
RESTING = "resting"

Counted = Callable[[str], None]
"""Called with the reason each time that the embedded statistics stand in."""


class EmbeddedPart(Statistics, Protocol):
    """What stands in for Rasa, and reads clause by clause beside it."""

    def alarm(self, reading: Reading) -> float:
        """Scores.alarm."""
        ...


class RasaInterpreter:
    """The lexicon and the judgement are the same as the embedded engine's; people see no difference when Rasa goes."""

    def __init__(self, reader: LexiconReader, rasa: RasaClient, embedded: EmbeddedPart, counted: Counted) -> None:
        self._reader = reader
        self._rasa = rasa
        self._embedded = embedded
        self._counted = counted
        self._rest = 0.0
        self._rests_until = 0.0

    async def understand(self, text: str, gazetteer: Gazetteer = EMPTY) -> Understanding:
        """Never raises on any text, and takes little longer than Rasa's budget."""
        reading = self._reader.read(text, gazetteer)
        return judge(reading, await self._scores(reading))

    async def _scores(self, reading: Reading) -> Scores:
        if not reading.normalised.folded:
            return self._embedded.scores(reading)
        if asyncio.get_running_loop().time() < self._rests_until:
            self._counted(RESTING)
            return self._embedded.scores(reading)
        try:
            scores = await self._rasa.scores(reading.normalised, self._embedded.alarm(reading))
        except RasaUnavailable as error:
            self._stands_in(error.reason)
            return self._embedded.scores(reading)
        self._is_back()
        return scores

    def _stands_in(self, reason: str) -> None:
        self._counted(reason)
        now = asyncio.get_running_loop().time()
        if now < self._rests_until:
            return
        if not self._rest:
            log.warning("rasa.lost", reason=reason)
        self._rest = min(LONGEST_REST, self._rest * 2 or FIRST_REST)
        self._rests_until = now + self._rest

    def _is_back(self) -> None:
        if self._rest:
            log.info("rasa.back")
        self._rest = self._rests_until = 0.0
