"""The Redis that tests get is real and empty."""

import pytest
from redis.asyncio import Redis

from tests.servers import redis
from tests.servers.missing import Missing


async def test_it_answers_and_is_empty(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        assert await client.dbsize() == 0
        await client.set("left", "behind")


async def test_what_one_test_left_the_next_does_not_see(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as client:
        assert await client.dbsize() == 0


def test_an_address_that_does_not_answer_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(redis.ADDRESS, "unix:///nowhere/redis.sock")
    with pytest.raises(Missing, match="ANPI_TEST_REDIS_URL names a Redis that does not answer"), redis.running():
        pass


def test_the_wheel_is_found_where_the_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert redis.find().name == "redis-server"
