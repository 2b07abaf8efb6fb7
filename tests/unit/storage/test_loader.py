"""Requests that come together are read together."""

import asyncio
from collections.abc import Collection, Mapping

import pytest

from bot.storage.turn_store.loader import Loader


class Reader:
    def __init__(self) -> None:
        self.reads: list[list[str]] = []

    async def read(self, keys: Collection[str]) -> Mapping[str, str]:
        self.reads.append(sorted(keys))
        await asyncio.sleep(0)
        if "broken" in keys:
            raise LookupError("broken")
        return {key: key.upper() for key in keys}


async def test_keys_asked_for_together_are_read_once_and_each_gets_its_answer() -> None:
    reader = Reader()
    loader = Loader(reader.read)
    answers = await asyncio.gather(*(loader.load(key) for key in "abca"))
    assert answers == ["A", "B", "C", "A"]
    assert reader.reads == [["a", "b", "c"]]


async def test_what_is_asked_later_is_read_anew() -> None:
    reader = Reader()
    loader = Loader(reader.read)
    assert [await loader.load("a"), await loader.load("a")] == ["A", "A"]
    assert reader.reads == [["a"], ["a"]]


async def test_an_error_reaches_everybody_who_asked_and_nobody_after() -> None:
    loader = Loader(Reader().read)
    answers = await asyncio.gather(loader.load("broken"), loader.load("a"), return_exceptions=True)
    assert [type(each) for each in answers] == [LookupError, LookupError]
    assert await loader.load("a") == "A"


async def test_one_who_goes_away_takes_nobody_along() -> None:
    loader = Loader(Reader().read)
    gone, stays = asyncio.create_task(loader.load("a")), asyncio.create_task(loader.load("a"))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == "A"
    with pytest.raises(asyncio.CancelledError):
        await gone
