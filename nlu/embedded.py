"""The embedded engine: lexicon, statistics in process, and the judgement over both. Same text, same answer."""

from bot.core.gazetteer import EMPTY, Gazetteer
from bot.core.understanding import Understanding
from nlu.judgement import judge
from nlu.lexicon_reading import LexiconReader
from nlu.statistics.scores import Statistics


class EmbeddedInterpreter:
    """Understands in process, well under a millisecond for a usual message."""

    def __init__(self, reader: LexiconReader, statistics: Statistics) -> None:
        self._reader = reader
        self._statistics = statistics

    def read(self, text: str, gazetteer: Gazetteer = EMPTY) -> Understanding:
        """Never raises on any text: empty, 5,000 characters, control characters."""
        reading = self._reader.read(text, gazetteer)
        return judge(reading, self._statistics.scores(reading))

    async def understand(self, text: str, gazetteer: Gazetteer = EMPTY) -> Understanding:
        return self.read(text, gazetteer)
