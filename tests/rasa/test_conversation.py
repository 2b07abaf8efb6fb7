"""Rasa is killed in the middle of a conversation on LINE: the person sees what she would have seen in any case."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import httpx
import pytest

from tests.e2e.check_in import town
from tests.e2e.check_in.city import City, running_city, sqlite_in
from tests.e2e.check_in.phone import MULTICAST
from tests.rasa.server import RasaServer

SAID = (
    "さすけねぇ",
    "家にいます",
    "水がない",
    "ほかはない",
    "娘は大丈夫?",
    "足が痛くて歩けない",
    "たすけて",
    "ありがとう",
)
KILLED_BEFORE = 3
NOTHING = MappingProxyType[str, str]({})


@pytest.mark.timeout(900)
async def test_a_rasa_that_dies_in_mid_conversation_changes_nothing_for_the_person(
    rasa: RasaServer, tmp_path: Path
) -> None:
    settings = {"ANPI_NLU_ENGINE": "rasa", "ANPI_RASA_URL": rasa.address, "ANPI_LOG_LEVEL": "info"}
    for each in ("embedded", "rasa"):
        (tmp_path / each).mkdir()
    await _warm(rasa)
    with_embedded = await _conversation(tmp_path / "embedded", NOTHING)
    with_rasa = await _conversation(tmp_path / "rasa", settings, rasa)
    assert with_rasa == with_embedded


async def _warm(rasa: RasaServer) -> None:
    """The first readings of a Rasa that has just begun take longer than Anpi waits."""
    async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
        for words in SAID:
            (await http.post(f"{rasa.address}/model/parse", json={"text": words})).raise_for_status()


async def _conversation(folder: Path, settings: Mapping[str, str], rasa: RasaServer | None = None) -> list[str]:
    """What Hanako reads, in order."""
    async with running_city(folder, sqlite_in(folder), settings=settings) as city:
        await city.opens("--title", "福島県沖の地震", "--level", "6強")
        phone = city.phone(town.HANA)
        heard = [(await phone.is_told(MULTICAST)).words]
        for number, words in enumerate(SAID):
            if rasa and number == KILLED_BEFORE:
                assert await _stood_in(city) == {}
                rasa.kill()
            heard.append((await phone.says(words)).words)
        if rasa:
            await _counted_and_logged(city, rasa)
            await _comes_back(city, rasa)
        return heard


async def _counted_and_logged(city: City, rasa: RasaServer) -> None:
    counts = await _stood_in(city)
    assert counts["down"] >= 1
    assert sum(counts.values()) == len(SAID) - KILLED_BEFORE
    assert _logged(city, "rasa.lost") == 1
    assert not rasa.answers()


async def _comes_back(city: City, rasa: RasaServer) -> None:
    """After a restart it is used again, which is logged once; its rest may have to end first."""
    await asyncio.to_thread(rasa.start)
    before = await _stood_in(city)
    async with asyncio.timeout(60):
        while not _logged(city, "rasa.back"):
            await city.phone(town.KEN).says("こんにちは")
            await asyncio.sleep(0.5)
    await city.phone(town.KEN).says("ありがとう")
    assert (_logged(city, "rasa.lost"), _logged(city, "rasa.back")) == (1, 1)
    assert set(await _stood_in(city)) == set(before)


def _logged(city: City, event: str) -> int:
    lines = (city.folder / "serve.log").read_text(encoding="utf-8").splitlines()
    return sum(json.loads(line).get("event") == event for line in lines if line.startswith("{"))


async def _stood_in(city: City) -> dict[str, float]:
    """By reason, as the process counts it."""
    async with httpx.AsyncClient(trust_env=False) as client:
        metrics = (await client.get(f"{city.address}/metrics")).text
    counted = [line for line in metrics.splitlines() if line.startswith("anpi_nlu_stood_in_total{")]
    return {line.split('"')[1]: float(line.split()[-1]) for line in counted}
