"""Puts every utterance to an engine, one at a time, and takes the time of each."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.core.understanding import Understanding
from nlu.corpus import Example
from nlu.evaluation.figures import Answer
from nlu.judgement import judge
from nlu.lexicon_reading import LexiconReader
from nlu.rasa_client import RasaClient, RasaUnavailable
from nlu.rasa_interpreter import EmbeddedPart

Engine = Callable[[str], Awaitable[Understanding]]
Move = Callable[[int, int], None]

_TRIES = 3


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine's answers, in the order of the utterances, and the seconds that each of them took, rising."""

    name: str
    answers: tuple[Answer, ...]
    seconds: tuple[float, ...]

    def milliseconds(self, share: float) -> float:
        """The time within which so large a share of the utterances was understood."""
        last = len(self.seconds) - 1
        return 1000 * self.seconds[min(last, int(share * len(self.seconds)))] if self.seconds else 0.0


async def measure(name: str, engine: Engine, examples: Sequence[Example], move: Move) -> Measured:
    """Raises RasaUnavailable where the engine is Rasa and does not answer."""
    answers, seconds = [], []
    for done, example in enumerate(examples, start=1):
        start = perf_counter()
        got = await engine(example.text)
        seconds.append(perf_counter() - start)
        answers.append(Answer(example, got))
        move(done, len(examples))
    return Measured(name, tuple(answers), tuple(sorted(seconds)))


def by_rasa_alone(reader: LexiconReader, rasa: RasaClient, embedded: EmbeddedPart) -> Engine:
    """Lexicon and judgement with Rasa's scores. No other engine stands in: its figures would be counted as Rasa's."""

    async def understand(text: str) -> Understanding:
        reading = reader.read(text)
        if not reading.normalised.folded:
            return judge(reading, embedded.scores(reading))
        for _ in range(_TRIES - 1):
            try:
                return judge(reading, await rasa.scores(reading.normalised, embedded.alarm(reading)))
            except RasaUnavailable as error:
                if error.reason != "late":
                    raise
        return judge(reading, await rasa.scores(reading.normalised, embedded.alarm(reading)))

    return understand
