"""How long a call for help takes to the family's phone while a large mailing is under way."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import token_hex
from statistics import median

import aiohttp

from bot.cli.bench.comparison import Comparison, Round, number
from bot.cli.bench.line_event import said
from bot.cli.bench.mailing import PEOPLE, Town, town
from bot.cli.bench.stage import Stage
from bot.cli.bench.town import user_id
from bot.core.lanes import lane_of
from bot.core.ports import Signal
from bot.storage.inbox import SqlInbox
from handlers.line.arrivals import arrivals

CRIES = 5
LATENCY = 2.0
"""Seconds that LINE takes for a multicast here: slow, so that the mailing has every place that it may have."""
_BETWEEN = 0.3
_LOOK = 0.01
_GIVE_UP = 60.0
_BUDGET_SECONDS = 1
QUESTION = "ご無事ですか"
"""Stands in the question to everybody and in nothing that follows a cry."""


async def urgent(stage: Stage) -> Sequence[Comparison]:
    """Each cry is another resident's, and a turn of its own."""
    async with town(stage, pairs=2 * CRIES * (stage.rounds + 1)) as place:
        await _slow_down(place)
        measured = [await _round(stage, place, number_) for number_ in range(stage.rounds + 1)][1:]
    during = [each for busy, _ in measured for each in busy]
    return [
        Comparison(
            figure=f"「助けて」 until resident and daughter have a message, {PEOPLE:,} being asked, {stage.engine}",
            yardstick="the same while nothing else is sent",
            unit="s",
            rounds=[Round(max(busy), max(quiet)) for busy, quiet in measured],
            notes=[
                f"from the event's commit; each the slowest of {CRIES} cries; the budget is {_BUDGET_SECONDS} s",
                f"median of all {len(during)} cries: {number(median(during))} s",
                f"LINE answers each multicast after {LATENCY:g} s here",
            ],
        )
    ]


async def _slow_down(place: Town) -> None:
    fault = {"route": "POST /v2/bot/message/multicast", "kind": "latency", "times": None, "seconds": LATENCY}
    async with (
        aiohttp.ClientSession(place.line.address) as session,
        session.post("/sandbox/faults", json=fault) as answer,
    ):
        answer.raise_for_status()


async def _round(stage: Stage, place: Town, number_: int) -> tuple[Sequence[float], Sequence[float]]:
    """Seconds of each cry, during the mailing and after it."""
    stage.say(f"round {number_} of {stage.rounds}" if number_ else "warming up")
    await place.ask(f"bench-{number_}")
    first = 2 * CRIES * number_
    busy = [await _cry(place, first + each) for each in range(CRIES)]
    if not await place.count("SELECT count(*) FROM outbox WHERE priority = 2 AND state = 'pending'"):
        raise RuntimeError("the mailing was over before the last cry: it was measured beside nothing")
    await place.all_sent()
    quiet = [await _cry(place, first + CRIES + each) for each in range(CRIES)]
    return busy, quiet


async def _cry(place: Town, resident: int) -> float:
    await asyncio.sleep(_BETWEEN)
    phones = (user_id(2 * resident), user_id(2 * resident + 1))
    now = datetime.now(UTC)
    cry = arrivals(said("助けて、動けない", phones[0], token_hex(13), now, reply_token=False), now)
    await SqlInbox(place.database).accept(cry)
    began = time.perf_counter()
    await place.anpi.office.wakeups.wake(Signal.INBOX, str(lane_of(cry[0].conversation)))
    async with aiohttp.ClientSession(place.line.address) as session, asyncio.timeout(_GIVE_UP):
        for phone in phones:
            while not await _heard(session, phone):  # noqa: ASYNC110 - only the phone's owner can tell
                await asyncio.sleep(_LOOK)
    return time.perf_counter() - began


async def _heard(session: aiohttp.ClientSession, phone: str) -> bool:
    """Whether something else than the question to everybody has come to this phone, as its owner sees it."""
    async with session.get(f"/sandbox/chats/{phone}") as answer:
        messages = (await answer.json())["messages"]
    return any(QUESTION not in str(message["content"].get("altText", "")) for message in messages)
