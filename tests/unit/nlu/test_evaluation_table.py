"""The evaluation as people and machines read it, and what is measured of which engine."""

import json

import httpx
import pytest
from rich.console import Console
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.core.understanding import About, Condition, Intent, Need, Understanding
from nlu.corpus import Example
from nlu.evaluation.figures import Answer
from nlu.evaluation.measuring import Measured, by_rasa_alone, measure
from nlu.evaluation.sets import evaluation_set
from nlu.evaluation.table import as_object, tables
from nlu.lexicon.loading import load_lexicon
from nlu.lexicon_reading import LexiconReader, Reading
from nlu.rasa_client import RasaClient, RasaUnavailable
from nlu.statistics.scores import Scores

SAFE = Example("無事です", Intent.REPORT_STATUS, Condition.SAFE)
HURT = Example(
    "足をけがした" * 30, Intent.REPORT_STATUS, Condition.INJURED, needs=frozenset({Need.MEDICINE}), style="long"
)
CLEAR = Understanding(Intent.REPORT_STATUS, Condition.SAFE, confidence=0.9)


def measured(name: str = "embedded", *more: Answer) -> Measured:
    answers = (Answer(SAFE, CLEAR), *more)
    return Measured(name, answers, tuple(number / 1000 for number in range(1, len(answers) + 1)))


WRONG = measured("embedded", Answer(HURT, CLEAR))


def printed(*engines: Measured) -> list[str]:
    console = Console(width=100)
    with console.capture() as captured:
        for each in tables(engines):
            console.print(each)
    return captured.get().splitlines()


def test_every_line_fits_into_100_columns_and_no_heading_is_cut() -> None:
    conditions = (None, *Condition)
    everything = [
        Answer(Example("あ" * 90, Intent.REPORT_STATUS, right), Understanding(Intent.GREET, got, unsure=unsure))
        for right in conditions
        for got in conditions
        for unsure in (True, False)
    ]
    lines = printed(measured("embedded", *everything), measured("rasa"))
    assert max(map(len, lines)) <= 100
    assert not [line for line in lines if "…" in line and "あ" not in line]


def test_a_bar_that_is_not_held_is_said_in_a_word_and_not_by_colour_alone() -> None:
    rows = {line.split("│")[1].strip(): line for line in printed(measured(), WRONG) if line.startswith("│")}
    cells = [each.strip() for each in rows["in distress, read as safe"].split("│")[2:-1]]
    assert cells == ["0", "0", "yes", "1", "NO"]
    assert "NO" not in rows["intent right"]


def test_the_worst_errors_show_what_differs_only() -> None:
    line = next(line for line in printed(WRONG) if "足をけがした" in line)
    cells = [each.strip() for each in line.split("│")[1:-1]]
    assert cells[1:] == ["injured, medicine", "safe"]


def test_machines_get_everything_in_one_object() -> None:
    told = json.loads(json.dumps(as_object([WRONG, measured("rasa")])))
    embedded = told["engines"]["embedded"]
    assert told["bars"]["intent"] == 0.95
    assert embedded["figures"]["falsely_safe"] == 1
    assert any("came out as safe" in line for line in embedded["missed"])
    assert embedded["styles"]["long"]["count"] == 1
    assert embedded["confusions"][0] == {"right": "injured", "understood": "safe", "count": 1}
    assert embedded["milliseconds"] == {"p50": 2.0, "p99": 2.0}
    assert told["engines"]["rasa"]["missed"] == []


async def test_each_utterance_is_put_to_the_engine_alone_and_timed() -> None:
    heard: list[str] = []

    async def engine(text: str) -> Understanding:
        heard.append(text)
        return CLEAR

    moves: list[tuple[int, int]] = []
    found = await measure("embedded", engine, [SAFE, HURT], lambda done, total: moves.append((done, total)))
    assert heard == [SAFE.text, HURT.text]
    assert moves == [(1, 2), (2, 2)]
    assert found.seconds == tuple(sorted(found.seconds))
    assert [each.example for each in found.answers] == [SAFE, HURT]


def test_the_sets_are_there_whole() -> None:
    assert len(evaluation_set()) >= 600


class NeverAsked:
    """Embedded statistics that must not stand in for Rasa's."""

    def scores(self, reading: Reading) -> Scores:
        raise LookupError(f"the embedded statistics were asked about {reading.normalised.folded!r}")

    def alarm(self, reading: Reading) -> float:
        """Rasa knows no clauses; these are read beside it."""
        del reading
        return 0.0


ANSWER = {
    "intent_ranking": [{"name": "thanks", "confidence": 0.99}],
    "facts": {
        "condition": {"none": 1.0},
        "whereabouts": {"none": 1.0},
        "about": {About.SELF: 1.0, About.OTHER: 0.0},
        "needs": dict.fromkeys(Need, 0.0),
    },
}


class Rasa:
    """Answers each call with the next of its statuses, the last one for good."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = [*statuses]
        self.calls = 0

    async def parse(self, _: Request) -> JSONResponse:
        status = self.statuses[min(self.calls, len(self.statuses) - 1)]
        self.calls += 1
        return JSONResponse(ANSWER, status)

    def client(self) -> httpx.AsyncClient:
        app = Starlette(routes=[Route("/model/parse", self.parse, methods=["POST"])])
        return httpx.AsyncClient(transport=httpx.ASGITransport(app))


@pytest.fixture(scope="module")
def reader() -> LexiconReader:
    return LexiconReader(load_lexicon())


async def test_rasa_is_measured_by_its_own_scores_alone(reader: LexiconReader) -> None:
    rasa = Rasa(200)
    async with rasa.client() as http:
        engine = by_rasa_alone(reader, RasaClient(http, "http://rasa"), NeverAsked())
        assert (await engine("ありがとう")).intent is Intent.THANKS
        with pytest.raises(LookupError, match="about ''"):
            await engine("")
    assert rasa.calls == 1


async def test_a_rasa_that_refuses_is_said_and_not_measured(reader: LexiconReader) -> None:
    rasa = Rasa(500)
    async with rasa.client() as http:
        engine = by_rasa_alone(reader, RasaClient(http, "http://rasa"), NeverAsked())
        with pytest.raises(RasaUnavailable, match="refused"):
            await engine("無事です")
    assert rasa.calls == 1
