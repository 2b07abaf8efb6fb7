"""Wake-ups between processes over Redis publish and subscribe. Without Redis they stay within the process."""

import asyncio
from collections.abc import Collection
from contextlib import suppress
from secrets import token_hex

import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bot.core.ports import Signal
from bot.storage.wakeups.mailbox import Mailbox

log = structlog.get_logger()

PAUSE = 1.0
"""Seconds after a failure in which Redis is left alone: whoever wakes others must not wait for a dead server."""
_TIMEOUT = 0.5
_PREFIX = "anpi:wake:"
_NAMES = frozenset(each.value for each in Signal)


class RedisWakeups:
    """Hints of this process reach its own waiters at once; Redis carries them to the others.

    A task listens from the first wait on, reconnects by itself, and is ended by `close`.
    """

    def __init__(self, url: str) -> None:
        self._redis = Redis.from_url(
            url, socket_connect_timeout=_TIMEOUT, socket_timeout=None, retry=Retry(NoBackoff(), 0)
        )
        self._mailbox = Mailbox()
        self._self = token_hex(8)
        self._listener: asyncio.Task[None] | None = None
        self._again_at = 0.0
        self._lost = False

    async def wake(self, signal: Signal, detail: str = "") -> None:
        self._mailbox.put(signal, detail)
        if asyncio.get_running_loop().time() < self._again_at:
            return
        try:
            async with asyncio.timeout(_TIMEOUT):
                await self._redis.publish(f"{_PREFIX}{signal.value}", f"{self._self} {detail}")
        except (RedisError, OSError) as error:
            self._lose(error)
        else:
            self._back()

    async def wait(self, signals: Collection[Signal], within: float) -> tuple[str, ...]:
        if self._listener is None:
            self._listener = asyncio.create_task(self._listen())
        return await self._mailbox.wait(signals, within)

    async def close(self) -> None:
        if self._listener is not None:
            self._listener.cancel()
            with suppress(asyncio.CancelledError):
                await self._listener
            self._listener = None
        await self._redis.aclose()

    async def _listen(self) -> None:
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
                    await subscription.psubscribe(f"{_PREFIX}*")
                    self._back()
                    await self._hear(subscription)
            except (RedisError, OSError) as error:
                self._lose(error)
            await asyncio.sleep(PAUSE)

    async def _hear(self, subscription: PubSub) -> None:
        async for message in subscription.listen():
            name = message["channel"].decode().removeprefix(_PREFIX)
            sender, _, detail = message["data"].decode().partition(" ")
            if sender != self._self and name in _NAMES:
                self._mailbox.put(Signal(name), detail)

    def _lose(self, error: Exception) -> None:
        self._again_at = asyncio.get_running_loop().time() + PAUSE
        if not self._lost:
            self._lost = True
            log.warning("wakeups.lost", error=type(error).__name__)

    def _back(self) -> None:
        if self._lost:
            self._lost = False
            log.info("wakeups.back")
