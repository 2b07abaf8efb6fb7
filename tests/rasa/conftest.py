"""One Rasa server for all tests here, and the engine that talks to it, put together as in a real process."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeAlias

import httpx
import pytest
import pytest_asyncio
from prometheus_client import REGISTRY

from bot.bootstrap.understanding import interpreter_of
from bot.core.understanding import Interpreter
from config.settings import Settings
from tests.rasa.server import RasaServer
from tests.understanding import FOLDER
from tests.understanding import interpreter as trained

REASONS = ("late", "down", "refused", "unintelligible", "resting")
StoodIn: TypeAlias = Callable[[], dict[str, float]]


@pytest.fixture(scope="session", autouse=True)
def _embedded_is_trained() -> None:
    """So that no process started here has to train before it is ready."""
    trained()


@pytest.fixture(scope="session")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RasaServer]:
    server = RasaServer(tmp_path_factory.mktemp("rasa") / "rasa.log")
    try:
        seconds = server.start()
        print(f"\nRasa answers after {seconds:.0f} s and holds {server.memory():.0f} MB")  # noqa: T201 - make test-rasa shows it
        yield server
    finally:
        assert server.end()


@pytest_asyncio.fixture
async def interpreter(rasa: RasaServer) -> AsyncIterator[Interpreter]:
    """`ANPI_NLU_ENGINE=rasa` through the composition root; warm, as a process is after its first message."""
    settings = Settings(nlu_engine="rasa", rasa_url=rasa.address, nlu_folder=FOLDER)
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        await client.post(f"{rasa.address}/model/parse", json={"text": "。"})
    async with interpreter_of(settings) as interpreter:
        yield interpreter


@pytest.fixture
def stood_in() -> StoodIn:
    """How often the embedded engine has stood in since this test began, by reason."""
    before = _counts()
    return lambda: {each: count - before[each] for each, count in _counts().items() if count > before[each]}


def _counts() -> dict[str, float]:
    return {each: REGISTRY.get_sample_value("anpi_nlu_stood_in_total", {"reason": each}) or 0 for each in REASONS}
