"""The evaluation sets through the real Rasa: the figures are shown, and nobody in distress is taken for safe."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.bootstrap.understanding import models
from nlu import evaluation
from nlu.corpus import read_corpus
from nlu.evaluation.figures import figures_of, worst
from nlu.evaluation.measuring import Engine, by_rasa_alone, measure
from nlu.lexicon.loading import load_lexicon
from nlu.lexicon_reading import LexiconReader
from nlu.rasa_client import RasaClient
from nlu.statistics.embedded import EmbeddedStatistics
from tests.rasa.server import RasaServer
from tests.understanding import FOLDER

SETS = sorted(Path(evaluation.__file__).parent.glob("*.yml"))
BARS = {"right_or_asked": 0.97, "right": 0.85, "intent": 0.92, "about": 0.93, "needs_f1": 0.80}
"""Modest: Rasa's own statistics, with Anpi's lexicon and judgement over them. The embedded engine's are in bars.py."""


@pytest_asyncio.fixture
async def engine(rasa: RasaServer, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Engine]:
    """Rasa's word alone, however busy the machine."""
    monkeypatch.setattr("nlu.rasa_client.BUDGET", 20.0)
    async with httpx.AsyncClient(timeout=None, trust_env=False) as http:
        embedded = EmbeddedStatistics(models(FOLDER, (), ()))
        yield by_rasa_alone(LexiconReader(load_lexicon(())), RasaClient(http, rasa.address), embedded)


async def test_nobody_in_distress_is_safe_or_lost_and_most_is_understood(
    engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    measured = await measure("rasa", engine, read_corpus(SETS), lambda _done, _all: None)
    figures = figures_of(measured.answers)
    with capsys.disabled():
        sys.stdout.write(f"\n{figures}\n")
    grave = [
        f"{each.example.text}: {each.got}" for each in worst(measured.answers) if each.is_falsely_safe or each.is_lost
    ]
    assert (figures.falsely_safe, figures.lost) == (0, 0), "\n".join(grave)
    reached = {name: getattr(figures, name) for name in BARS}
    assert all(reached[name] >= bar for name, bar in BARS.items()), reached
