"""Sends events to the bot in the order of their chat, and again where redelivery is on; failures are recorded."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from integrations.sandbox.line_platform.journal import WebhookFailure
from integrations.sandbox.line_platform.webhooks.chaos import Chaos, Fate, Mischief
from integrations.sandbox.line_platform.webhooks.events import Event, chat_of, redelivered
from integrations.sandbox.line_platform.webhooks.post import Outcome, packed, post, signed_headers
from integrations.sandbox.line_platform.webhooks.roads import ClientRoad, NetworkRoad, Road
from integrations.sandbox.line_platform.webhooks.settings import WebhookSettings
from integrations.sandbox.line_platform.world import World

_LOST = Outcome("could_not_connect")
_QUIET = Mischief(copies=1, overtaken=False, lost=False, wait_seconds=0.0, badly_signed=False)


@dataclass(frozen=True, slots=True)
class _Parcel:
    event: Event
    ended: asyncio.Future[Outcome]


class Webhooks:
    """The sender. `send` returns a future of the first attempt's outcome; it never raises for the network."""

    def __init__(
        self, world: World, settings: WebhookSettings | None = None, client: httpx.AsyncClient | None = None
    ) -> None:
        self.settings = settings or WebhookSettings()
        self._world = world
        self._road: Road = ClientRoad(client) if client else NetworkRoad()
        self._fate = Fate(world.seed)
        self._waiting: list[_Parcel] = []
        self._tails: dict[str, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(self.settings.at_once)

    def send(self, event: Event) -> asyncio.Future[Outcome]:
        """Queues one event behind the earlier ones of its chat."""
        parcel = _Parcel(event, asyncio.get_running_loop().create_future())
        self._waiting.append(parcel)
        if len(self._waiting) >= self.settings.batch:
            self._dispatch()
        else:
            asyncio.get_running_loop().call_later(self.settings.batch_seconds, self._dispatch)
        return parcel.ended

    async def test(self, url: str) -> Outcome:
        """The console's connection check: an empty list of events."""
        return await self._post_signed(url, [], badly=False)

    async def settled(self) -> None:
        """Waits until nothing is on its way any more, redeliveries included."""
        while self._tasks or self._waiting:
            self._dispatch()
            await asyncio.wait(self._tasks)

    async def aclose(self) -> None:
        """Stops everything on its way and closes the connections."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._road.aclose()

    def _dispatch(self) -> None:
        while self._waiting:
            parcels, self._waiting = self._waiting[: self.settings.batch], self._waiting[self.settings.batch :]
            chats = {chat_of(parcel.event) for parcel in parcels}
            earlier = {self._tails[chat] for chat in chats if chat in self._tails}
            mischief = self._fate.draw(self.settings.chaos)
            if mischief.overtaken:
                earlier = set()
            ready_ms = self._world.now_ms() + round(mischief.wait_seconds * 1000)
            task = self._start(self._deliver(parcels, earlier, mischief, ready_ms))
            if not mischief.overtaken:
                for chat in chats:
                    self._follow(chat, task)

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def _follow(self, chat: str, task: asyncio.Task[None]) -> None:
        self._tails[chat] = task

        def forget(done: asyncio.Task[None]) -> None:
            if self._tails.get(chat) is done:
                del self._tails[chat]

        task.add_done_callback(forget)

    async def _deliver(
        self, parcels: Sequence[_Parcel], earlier: set[asyncio.Task[None]], mischief: Mischief, ready_ms: int
    ) -> None:
        await self._world.clock.sleep_until(ready_ms)
        if earlier:
            await asyncio.wait(earlier)
        events = [seen for parcel in parcels for seen in self._seen(parcel.event, self.settings.chaos)]
        async with self._slots:
            outcomes = [await self._attempt(events, mischief, 1) for _ in range(mischief.copies)]
        for parcel in parcels:
            if not parcel.ended.done():
                parcel.ended.set_result(outcomes[0])
        if self.settings.redelivery and not any(outcome.ok for outcome in outcomes):
            self._start(self._redeliver(events, self._world.now_ms()))

    def _seen(self, event: Event, chaos: Chaos) -> list[Event]:
        return self._fate.disturb(event, chaos, self._world.ids.event_id())

    async def _redeliver(self, events: Sequence[Event], failed_ms: int) -> None:
        again = [redelivered(event) for event in events]
        spacing_ms = round(self.settings.redelivery_seconds * 1000)
        for attempt in range(1, self.settings.redelivery_attempts + 1):
            await self._world.clock.sleep_until(failed_ms + attempt * spacing_ms)
            async with self._slots:
                outcome = await self._attempt(again, _QUIET, attempt + 1)
            if outcome.ok:
                return

    async def _attempt(self, events: Sequence[Event], mischief: Mischief, attempt: int) -> Outcome:
        channel = self._world.channel
        if channel.webhook_url is None or not channel.webhook_active:
            return Outcome("not_configured")
        for event in events:
            self._world.reply_tokens.delivered(event.get("replyToken", ""), self._world.now_ms())
        outcome = _LOST
        if not mischief.lost:
            outcome = await self._post_signed(channel.webhook_url, events, badly=mischief.badly_signed)
        self._record(events, outcome, attempt)
        return outcome

    async def _post_signed(self, url: str, events: Sequence[Event], *, badly: bool) -> Outcome:
        body = packed(self._world.channel, events)
        headers = signed_headers(self._world.channel, body, self.settings.signature_header, badly=badly)
        return await post(self._road, url, body, headers, self.settings.timeout_seconds)

    def _record(self, events: Sequence[Event], outcome: Outcome, attempt: int) -> None:
        journal = self._world.journal
        journal.webhook_posts[outcome.reason] += 1
        if not outcome.ok:
            event_ids = [event["webhookEventId"] for event in events]
            journal.webhook_failures.append(
                WebhookFailure(event_ids, self._world.now_ms(), outcome.reason, outcome.status, attempt)
            )
