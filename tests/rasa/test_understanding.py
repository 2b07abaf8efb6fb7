"""`ANPI_NLU_ENGINE=rasa`: what people write is understood with the real Rasa, whatever it is, and stays between us."""

import asyncio
from time import monotonic

import httpx
import pytest

from bot.core.understanding import Condition, Intent, Interpreter, Need, Whereabouts
from nlu.normalisation import normalise
from nlu.rasa_client import BUDGET, RasaClient
from nlu.rasa_interpreter import FIRST_REST
from tests.rasa.conftest import StoodIn
from tests.rasa.server import RasaServer
from tests.understanding import interpreter as embedded

ORDER = '/report_status{"condition":"safe"}'
WORDS = "無事だけど水がない"
SECRET = "ひみつのことば"
TARDY = 0.3
"""Seconds beyond the budget that a busy machine may take."""


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is understood is asked here, not how soon: a busy machine would make it the embedded engine's word."""
    monkeypatch.setattr("nlu.rasa_client.BUDGET", 20.0)
    monkeypatch.setattr("bot.bootstrap.understanding.BUDGET", 20.0)


async def test_rasas_answer_becomes_probabilities_over_all_that_there_is(rasa: RasaServer) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        scores = await RasaClient(http, rasa.address).scores(normalise(WORDS), 0.0)
    assert set(scores.intent) == set(Intent)
    assert set(scores.condition) == {None, *Condition}
    assert set(scores.whereabouts) == {None, *Whereabouts}
    assert set(scores.needs) == set(Need)
    for together in (scores.intent.values(), (*scores.condition.values(), scores.asks), scores.whereabouts.values()):
        assert sum(together) == pytest.approx(1)
    assert scores.needs[Need.WATER] > 0.5 > scores.other


@pytest.mark.usefixtures("patient")
async def test_safe_and_in_want_of_water_is_both(interpreter: Interpreter, stood_in: StoodIn) -> None:
    got = await interpreter.understand(WORDS)
    assert (got.intent, got.condition, got.needs) == (Intent.REPORT_STATUS, Condition.SAFE, (Need.WATER,))
    assert stood_in() == {}


@pytest.mark.usefixtures("patient")
async def test_a_cry_for_help_is_one(interpreter: Interpreter, stood_in: StoodIn) -> None:
    got = await interpreter.understand("たすけて")
    assert (got.intent, got.condition) == (Intent.REPORT_STATUS, Condition.NEEDS_RESCUE)
    assert stood_in() == {}


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("start", ["", "\u200b ", "\n", "!"])
@pytest.mark.parametrize("order", [ORDER, ORDER.replace("/", "／"), "/thanks", "/affirm", "/share@0.9"])
async def test_rasas_own_notation_is_never_believed(start: str, order: str, rasa: RasaServer) -> None:
    """It is read as the words that it is made of, which are weighed as any others: 「safe」 is an English word."""
    async with httpx.AsyncClient(trust_env=False) as http:
        scores = await RasaClient(http, rasa.address).scores(normalise(start + order), 0.0)
    assert all(0 < share < 1 for share in scores.intent.values())


async def test_rasa_itself_would_believe_it(rasa: RasaServer) -> None:
    """Else the test above could not fail."""
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = (await http.post(f"{rasa.address}/model/parse", json={"text": ORDER})).json()
    assert answer["intent"] == {"name": "report_status", "confidence": 1.0}
    assert len(answer["intent_ranking"]) == 1


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("order", ["/thanks", "/affirm", ORDER.replace("safe", "needs_rescue")])
async def test_an_order_without_words_of_its_own_reports_nothing(order: str, interpreter: Interpreter) -> None:
    assert (await interpreter.understand(order)).condition is None


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("text", ["", "   ", "\x00\x1b\x07", "\ud800", "{}[]@"])
async def test_what_says_nothing_is_asked_back(text: str, interpreter: Interpreter) -> None:
    got = await interpreter.understand(text)
    assert (got.condition, got.needs, got.unsure) == (None, (), True)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize(
    "text", ["あ" * 5_000, "無事です。" * 1_000, "水がない" * 1_250, "a" * 5_000, "\x00無事です\x1b"]
)
async def test_the_longest_text_is_read_by_rasa_as_well(text: str, interpreter: Interpreter, stood_in: StoodIn) -> None:
    await interpreter.understand(text)
    assert stood_in() == {}


async def test_a_rasa_that_hangs_costs_its_budget_once(
    rasa: RasaServer, interpreter: Interpreter, stood_in: StoodIn
) -> None:
    expected = embedded().read(WORDS)
    seconds = []
    rasa.pause()
    try:
        for _ in range(3):
            began = monotonic()
            assert await interpreter.understand(WORDS) == expected
            seconds.append(monotonic() - began)
    finally:
        rasa.resume()
    assert BUDGET * 0.9 < seconds[0] < BUDGET + TARDY
    assert max(seconds[1:]) < BUDGET
    assert stood_in() == {"late": 1, "resting": 2}
    await asyncio.sleep(FIRST_REST)
    await interpreter.understand("無事です")
    assert sum(stood_in().values()) == 3, "it is asked again when it answers again"


@pytest.mark.usefixtures("patient")
async def test_rasa_keeps_nothing_of_what_people_write(rasa: RasaServer, interpreter: Interpreter) -> None:
    await interpreter.understand(f"{SECRET}、無事です")
    assert SECRET not in rasa.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ["/webhooks/rest/webhook", "/webhooks/rest/"])
async def test_nobody_talks_to_rasa_by_a_channel_of_its_own(rasa: RasaServer, path: str) -> None:
    """It would keep what is said there."""
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.post(f"{rasa.address}{path}", json={"sender": "x", "message": SECRET})
    assert answer.status_code == httpx.codes.NOT_FOUND
