"""Whatever stands in Rasa's place: the client gives scores of the right form, in time, or one word on what is wrong."""

import asyncio
import json
import traceback
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from bot.core.understanding import Condition, Intent, Need, Whereabouts
from nlu import rasa_client
from nlu.normalisation import normalise
from nlu.rasa_client import BUDGET, RasaClient, RasaUnavailable
from nlu.statistics.scores import Scores
from tests.e2e.processes import free_port
from tests.unit.nlu.rasa_stand_in import UNDERSTOOD, StandIn, http, standing_in, understood

WORDS = "たすけてくださいどうか"
ALARM = 0.125
TARDY = 0.25
"""Seconds beyond the budget that a busy machine may take."""
TICK = 0.005


@pytest_asyncio.fixture
async def client(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """With all the time that a busy machine may need; whoever tests the budget takes `quick`."""
    monkeypatch.setattr(rasa_client, "BUDGET", 10.0)
    async with httpx.AsyncClient(timeout=None, trust_env=False) as client:
        yield client


@pytest_asyncio.fixture
async def quick() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=BUDGET, trust_env=False) as client:
        yield client


async def asked(client: httpx.AsyncClient, *parts: bytes, pause: float = 0.0) -> Scores:
    async with standing_in(StandIn(parts, pause)) as rasa:
        return await RasaClient(client, rasa.address).scores(normalise(WORDS), ALARM)


@asynccontextmanager
async def loop_seconds() -> AsyncIterator[Callable[[], float]]:
    """The seconds in which the loop went round; while the machine did something else, nobody here has waited."""
    ticks = 0

    async def ticking() -> None:
        nonlocal ticks
        while True:
            await asyncio.sleep(TICK)
            ticks += 1

    clock = asyncio.create_task(ticking())
    try:
        yield lambda: ticks * TICK
    finally:
        clock.cancel()


def facts(**changed: object) -> dict[str, Any]:
    return {"facts": UNDERSTOOD["facts"] | changed}


async def test_an_answer_becomes_scores_and_what_is_not_named_is_nothing(client: httpx.AsyncClient) -> None:
    scores = await asked(client, understood())
    assert scores.intent[Intent.REPORT_STATUS] == 1
    assert (scores.condition[Condition.SAFE], scores.condition[None], scores.asks) == (0.9, 0.05, 0)
    assert (scores.other, scores.whereabouts[Whereabouts.HOME], scores.needs[Need.WATER]) == (0.3, 0.25, 0.8)
    assert scores.alarm == ALARM
    assert set(scores.intent) == set(Intent)
    assert set(scores.condition) == {None, *Condition}
    assert set(scores.whereabouts) == {None, *Whereabouts}
    assert set(scores.needs) == set(Need)


@pytest.mark.parametrize(
    ("parts", "pause"),
    [((), 0.0), ((b"HTTP/1.1 200 OK\r\n",), 5.0), ([bytes([each]) for each in understood()], 0.02)],
    ids=["says nothing", "begins and stops", "drips"],
)
async def test_one_that_is_late_costs_its_budget_and_no_more(
    quick: httpx.AsyncClient, parts: Sequence[bytes], pause: float
) -> None:
    async with loop_seconds() as took:
        with pytest.raises(RasaUnavailable, match="late"):
            await asked(quick, *parts, pause=pause)
    assert took() < BUDGET + TARDY


async def test_one_that_is_not_there_is_down_at_once(client: httpx.AsyncClient) -> None:
    with pytest.raises(RasaUnavailable, match="down"):
        await RasaClient(client, f"http://127.0.0.1:{free_port()}").scores(normalise(WORDS), ALARM)


@pytest.mark.parametrize("bytes_", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", understood()[:-10]])
async def test_one_that_speaks_no_http_or_breaks_off_is_down(client: httpx.AsyncClient, bytes_: bytes) -> None:
    with pytest.raises(RasaUnavailable, match="down"):
        await asked(client, bytes_)


@pytest.mark.parametrize(
    "status", ["302 Found\r\nLocation: http://127.0.0.1:1/", "401 No", "404 No", "409 No", "500 No", "503 No"]
)
async def test_one_that_will_not_has_refused(client: httpx.AsyncClient, status: str) -> None:
    with pytest.raises(RasaUnavailable, match="refused"):
        await asked(client, http(json.dumps(UNDERSTOOD).encode(), status))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<!doctype html><title>Welcome to nginx</title>",
        json.dumps(UNDERSTOOD).encode()[:-1],
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b"3",
        b"[" * 90_000,
        b'{"facts": ' * 9_000,
        json.dumps({"intent_ranking": UNDERSTOOD["intent_ranking"]}).encode(),
        json.dumps({"facts": UNDERSTOOD["facts"]}).encode(),
    ],
    ids=lambda content: content[:20].decode(errors="replace"),
)
async def test_what_is_no_understanding_is_not_taken_for_one(client: httpx.AsyncClient, content: bytes) -> None:
    with pytest.raises(RasaUnavailable, match="unintelligible"):
        await asked(client, http(content, "200 OK", "Content-Type: text/html"))


@pytest.mark.parametrize(
    "changed",
    [
        {"intent_ranking": []},
        {"intent_ranking": [{"name": "greet"}]},
        {"intent_ranking": [{"name": "greet", "confidence": "0.9"}]},
        {"intent_ranking": [{"name": None, "confidence": 0.9}]},
        {"intent_ranking": [{"name": "greet", "confidence": float("nan")}]},
        {"facts": []},
        {"facts": "safe"},
        facts(condition=["safe"]),
        facts(condition={"safe": 1.0}),
        facts(condition={"safe": float("nan"), "none": 0.1}),
        facts(condition={"safe": float("inf"), "none": 0.1}),
        facts(condition={"safe": 1e300, "none": 0.1}),
        facts(condition={"safe": 10**400, "none": 0.1}),
        facts(condition={"safe": -0.1, "none": 0.1}),
        facts(condition={"safe": None, "none": 0.1}),
        facts(about={"self": 1.0}),
        facts(needs={"water": 1.0}),
    ],
    ids=str,
)
async def test_figures_that_are_no_probabilities_are_not_reckoned_with(
    client: httpx.AsyncClient, changed: dict[str, Any]
) -> None:
    with pytest.raises(RasaUnavailable, match="unintelligible"):
        await asked(client, understood(**changed))


async def test_an_answer_without_end_is_not_read_to_its_end(client: httpx.AsyncClient) -> None:
    rasa = StandIn([b"HTTP/1.1 200 OK\r\n\r\n", *[b" " * 65_536] * 10_000])
    async with standing_in(rasa):
        with pytest.raises(RasaUnavailable, match="unintelligible"):
            await RasaClient(client, rasa.address).scores(normalise(WORDS), ALARM)


@pytest.mark.parametrize("parts", [understood(text=WORDS, facts=[WORDS]), http(WORDS.encode()), b""])
async def test_no_error_repeats_what_the_person_wrote(client: httpx.AsyncClient, parts: bytes) -> None:
    with pytest.raises(RasaUnavailable) as raised:
        await asked(client, parts)
    assert WORDS not in "".join(traceback.format_exception(raised.value, chain=True))


async def test_only_the_folded_words_are_sent(client: httpx.AsyncClient) -> None:
    async with standing_in(StandIn()) as rasa:
        await RasaClient(client, rasa.address + "/").scores(normalise('/report_status{"condition":"safe"}'), ALARM)
    assert rasa.texts == ["。reportstatuscondition。safe"]
    assert rasa.requests[0].startswith(b"POST /model/parse HTTP/1.1\r\n")


@given(st.text() | st.text("/／⁄∕ \u200b\u3000\x00・|", max_size=6).map(lambda start: f"{start}report_status"))
def test_no_text_is_an_order_to_rasa_once_it_is_folded(text: str) -> None:
    assert not {"/", "{", "}", "@"} & set(normalise(text).folded)
