"""Rasa's statistics while it answers, the embedded ones otherwise: nobody waits long, and it is said once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from functools import cache

import httpx
import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.core.understanding import Condition, Intent, Need, Understanding
from nlu import rasa_client, rasa_interpreter
from nlu.judgement import judge
from nlu.lexicon.loading import load_lexicon
from nlu.lexicon_reading import LexiconReader, Reading
from nlu.normalisation import normalise
from nlu.rasa_client import RasaClient
from nlu.rasa_interpreter import FIRST_REST, RESTING, RasaInterpreter
from nlu.statistics.scores import Scores
from tests.e2e.processes import free_port
from tests.unit.nlu.rasa_stand_in import StandIn, http, standing_in, understood

SAFE = "無事です"
UNHEARD = "とうちゃんがあぶねぇ"
EMBEDDED = Scores(
    intent={each: float(each is Intent.THANKS) for each in Intent},
    condition={None: 1.0, **dict.fromkeys(Condition, 0.0)},
    asks=0.0,
    other=0.0,
    whereabouts={None: 1.0},
    needs=dict.fromkeys(Need, 0.0),
    alarm=0.0,
)
"""Nothing that Rasa's stand-in says."""


class FixedStatistics:
    def scores(self, reading: Reading) -> Scores:
        del reading
        return EMBEDDED

    def alarm(self, reading: Reading) -> float:
        """Loud where the lexicon finds nothing."""
        return 0.99 if reading.normalised.folded == normalise(UNHEARD).folded else 0.0


@cache
def reader() -> LexiconReader:
    return LexiconReader(load_lexicon(()))


def by_embedded(text: str) -> Understanding:
    return judge(reader().read(text), EMBEDDED)


@dataclass
class Stage:
    """An interpreter over one stand-in for Rasa, with what it has counted."""

    http: httpx.AsyncClient
    counted: list[str] = field(default_factory=list)

    def over(self, address: str) -> RasaInterpreter:
        client = RasaClient(self.http, address)
        return RasaInterpreter(reader(), client, FixedStatistics(), self.counted.append)


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    async with httpx.AsyncClient(timeout=None, trust_env=False) as client:
        yield Stage(client)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is not late."""
    monkeypatch.setattr(rasa_client, "BUDGET", 10.0)


@dataclass
class SetLoop:
    """In the place of `asyncio` where the interpreter asks its loop for the time: goes only when it is told to."""

    at: float = 1000.0

    def get_running_loop(self) -> "SetLoop":
        return self

    def time(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetLoop:
    """How long a Rasa that failed is left alone goes by it."""
    loop = SetLoop()
    monkeypatch.setattr(rasa_interpreter, "asyncio", loop)
    return loop


@pytest.mark.usefixtures("patient")
async def test_rasas_word_counts_while_it_answers(stage: Stage) -> None:
    async with standing_in(StandIn()) as rasa:
        got = await stage.over(rasa.address).understand(SAFE)
    assert (got.condition, got.needs) == (Condition.SAFE, (Need.WATER,))
    assert stage.counted == []


@pytest.mark.usefixtures("patient")
async def test_a_clause_that_alarms_outweighs_rasas_safe(stage: Stage) -> None:
    """Rasa knows no clauses; the embedded part reads them beside it."""
    async with standing_in(StandIn()) as rasa:
        got = await stage.over(rasa.address).understand(UNHEARD)
    assert (got.condition, got.unsure) == (None, True)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [(b"", "down"), (http(b"", "500 No"), "refused"), (http(b"<html>"), "unintelligible"), (None, "late")],
)
async def test_the_embedded_engine_stands_in_for_one_that_fails(
    stage: Stage, answer: bytes | None, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if answer is not None:
        monkeypatch.setattr(rasa_client, "BUDGET", 10.0)
    async with standing_in(StandIn([] if answer is None else [answer])) as rasa:
        assert await stage.over(rasa.address).understand(SAFE) == by_embedded(SAFE)
    assert stage.counted == [reason]


async def test_a_rasa_that_failed_is_left_alone_for_a_while(
    stage: Stage, clock: SetLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asked it after all would wait until the test is broken off."""
    async with standing_in(StandIn([])) as rasa:
        interpreter = stage.over(rasa.address)
        await interpreter.understand(SAFE)
        monkeypatch.setattr(rasa_client, "BUDGET", 3600.0)
        clock.at += FIRST_REST - 0.01
        for _ in range(5):
            assert await interpreter.understand(SAFE) == by_embedded(SAFE)
    assert len(rasa.requests) == 1
    assert stage.counted == ["late", *[RESTING] * 5]


@pytest.mark.usefixtures("patient")
async def test_it_is_said_once_when_it_is_lost_and_once_when_it_is_back(stage: Stage, clock: SetLoop) -> None:
    rasa = StandIn([http(b"", "503 No")])
    async with standing_in(rasa):
        interpreter = stage.over(rasa.address)
        with capture_logs() as logged:
            for rest in (FIRST_REST, 2 * FIRST_REST):
                await interpreter.understand(SAFE)
                clock.at += rest
            rasa.parts = [understood()]
            for _ in range(3):
                await interpreter.understand(SAFE)
    assert [each["event"] for each in logged] == ["rasa.lost", "rasa.back"]
    assert logged[0] == {"event": "rasa.lost", "log_level": "warning", "reason": "refused"}


async def test_many_at_once_lose_it_once(stage: Stage, clock: SetLoop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest grows with each try, not with each message that was under way."""
    rasa = StandIn([])
    async with standing_in(rasa):
        interpreter = stage.over(rasa.address)
        with capture_logs() as logged:
            await asyncio.gather(*(interpreter.understand(SAFE) for _ in range(20)))
        clock.at += FIRST_REST
        monkeypatch.setattr(rasa_client, "BUDGET", 10.0)
        rasa.parts = [understood()]
        assert (await interpreter.understand(SAFE)).condition is Condition.SAFE
    assert stage.counted == ["late"] * 20
    assert [each["event"] for each in logged] == ["rasa.lost"]


@pytest.mark.parametrize("text", ["", " ", "\x00\x1b", "???", "あ" * 5_000, "\ud800", "/greet"])
async def test_any_text_is_gotsomehow(stage: Stage, text: str) -> None:
    async with standing_in(StandIn()) as rasa:
        await stage.over(rasa.address).understand(text)
    assert await stage.over(f"http://127.0.0.1:{free_port()}").understand(text) == by_embedded(text)


async def test_what_says_nothing_is_not_sent(stage: Stage) -> None:
    async with standing_in(StandIn()) as rasa:
        assert await stage.over(rasa.address).understand("\x00\x1b") == by_embedded("")
    assert rasa.requests == []
    assert stage.counted == []
