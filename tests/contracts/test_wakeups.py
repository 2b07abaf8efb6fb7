"""What wake-ups promise: a hint is heard soon, by whoever waits for that signal, and its loss hurts nobody."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import structlog
from redis.asyncio import Redis

from bot.core.ports import Signal, Wakeups
from bot.storage.wakeups import InProcessWakeups, RedisWakeups

SOON = 5.0


@pytest.fixture(params=["process", "redis"])
async def wakeups(request: pytest.FixtureRequest) -> AsyncIterator[Wakeups]:
    if request.param == "process":
        yield InProcessWakeups()
        return
    opened = RedisWakeups(request.getfixturevalue("redis_url"))
    yield opened
    await opened.close()


class TestWakeups:
    async def test_a_hint_ends_the_waiting(self, wakeups: Wakeups) -> None:
        waiting = asyncio.create_task(wakeups.wait({Signal.INBOX, Signal.OUTBOX}, SOON))
        await asyncio.sleep(0.05)
        await wakeups.wake(Signal.OUTBOX, "here")
        assert await waiting == ("here",)

    async def test_a_hint_from_before_the_waiting_is_not_lost(self, wakeups: Wakeups) -> None:
        await wakeups.wake(Signal.WEB_CHAT, "a")
        await wakeups.wake(Signal.WEB_CHAT, "b")
        await wakeups.wake(Signal.WEB_CHAT, "a")
        assert await wakeups.wait({Signal.WEB_CHAT}, SOON) == ("a", "b")
        assert await wakeups.wait({Signal.WEB_CHAT}, 0.01) == ()

    async def test_other_signals_do_not_end_it(self, wakeups: Wakeups) -> None:
        await wakeups.wake(Signal.INBOX)
        assert await wakeups.wait({Signal.BOARD}, 0.05) == ()
        assert await wakeups.wait({Signal.INBOX}, SOON) == ("",)

    async def test_a_waiting_that_was_given_up_takes_no_hint_along(self, wakeups: Wakeups) -> None:
        waiting = asyncio.create_task(wakeups.wait({Signal.INBOX}, SOON))
        await asyncio.sleep(0.05)
        waiting.cancel()
        await wakeups.wake(Signal.INBOX, "kept")
        assert await wakeups.wait({Signal.INBOX}, SOON) == ("kept",)


async def listening(wakeups: RedisWakeups, redis_url: str) -> None:
    """It begins to listen with its first wait; what is said before Redis knows of it, it does not hear."""
    await wakeups.wait({Signal.INBOX}, 0)
    async with Redis.from_url(redis_url) as client, asyncio.timeout(SOON):
        while not await client.pubsub_numpat():  # noqa: ASYNC110 - Redis tells nobody who else has come
            await asyncio.sleep(0.01)


class TestRedisWakeups:
    async def test_a_hint_crosses_processes(self, redis_url: str) -> None:
        here, there = RedisWakeups(redis_url), RedisWakeups(redis_url)
        await listening(there, redis_url)
        await here.wake(Signal.INBOX, "over there")
        assert await there.wait({Signal.INBOX}, SOON) == ("over there",)
        await here.close()
        await there.close()

    async def test_one_hears_oneself_once(self, redis_url: str) -> None:
        wakeups, other = RedisWakeups(redis_url), RedisWakeups(redis_url)
        await listening(wakeups, redis_url)
        await wakeups.wake(Signal.INBOX, "me")
        assert await wakeups.wait({Signal.INBOX}, SOON) == ("me",)
        # What Redis brings comes in order: with this one here, one's own would be here too.
        await other.wake(Signal.BOARD, "over there")
        assert await wakeups.wait({Signal.BOARD}, SOON) == ("over there",)
        assert await wakeups.wait({Signal.INBOX}, 0) == ()
        await other.close()
        await wakeups.close()

    async def test_without_redis_it_says_so_once_and_goes_on(self) -> None:
        wakeups = RedisWakeups("redis://127.0.0.1:1/0")
        with structlog.testing.capture_logs() as logs:
            for _ in range(20):
                await wakeups.wake(Signal.INBOX, "still here")
            assert await wakeups.wait({Signal.INBOX}, SOON) == ("still here",)
            await asyncio.sleep(1.2)
            await wakeups.wake(Signal.INBOX)
        assert [each["event"] for each in logs] == ["wakeups.lost"]
        await wakeups.close()
