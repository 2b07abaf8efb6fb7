"""LINE's side of the storm: posts signed requests, and posts again whatever did not get 200."""

import asyncio
import json
from collections import Counter, deque
from collections.abc import Sequence
from random import Random

import httpx

from integrations.sandbox.line_platform import World
from integrations.sandbox.line_platform.webhooks.signing import signature
from tests.e2e.storm.plan import Parcel

AT_ONCE = 6
_WITHIN = 2.0
_EXPECTED = {"200", "503", "not there", "no answer"}


class StormSender:
    def __init__(self, world: World, url: str, random: Random) -> None:
        self.outcomes: Counter[str] = Counter()
        self._world = world
        self._url = url
        self._random = random

    async def send(self, parcels: Sequence[Parcel], seconds: float) -> None:
        """All of them, spread over so many seconds; returns when each was answered with 200."""
        waiting = deque(parcels)
        pause = seconds * AT_ONCE / len(parcels)
        async with httpx.AsyncClient(trust_env=False, timeout=_WITHIN) as client, asyncio.TaskGroup() as tasks:
            for _ in range(AT_ONCE):
                tasks.create_task(self._work(client, waiting, pause))

    async def _work(self, client: httpx.AsyncClient, waiting: deque[Parcel], pause: float) -> None:
        while waiting:
            parcel = waiting.popleft()
            while not await self._accepted(client, parcel):
                parcel = parcel.again()
                await asyncio.sleep(0.2 + self._random.random())
            await asyncio.sleep(pause * 2 * self._random.random())

    async def _accepted(self, client: httpx.AsyncClient, parcel: Parcel) -> bool:
        for event in parcel.events:
            self._world.reply_tokens.delivered(event.get("replyToken", ""), self._world.now_ms())
        outcome = await self._post(client, parcel)
        self.outcomes[outcome] += 1
        assert outcome in _EXPECTED, outcome
        return outcome == "200"

    async def _post(self, client: httpx.AsyncClient, parcel: Parcel) -> str:
        channel = self._world.channel
        body = json.dumps({"destination": channel.bot_user_id, "events": parcel.events}, ensure_ascii=False).encode()
        try:
            answer = await client.post(
                self._url, content=body, headers={"x-line-signature": signature(channel.secret, body)}
            )
        except httpx.ConnectError:
            return "not there"
        except httpx.TransportError:
            return "no answer"
        return str(answer.status_code)
