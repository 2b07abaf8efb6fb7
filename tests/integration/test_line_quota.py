"""The month's messages as the stand-in for LINE tells them, and what happens where they are used up."""

import time

import pytest

from bot.core.errors import TryLater
from bot.core.quota import Quota
from handlers.line.client import LineSender
from handlers.line.connection import LineAccess, line_connection
from handlers.line.quota import LineQuota
from handlers.line.rendering import Renderer
from integrations.sandbox.line_platform import Fault, FaultKind, World, create_line_platform
from integrations.sandbox.line_platform.channel import Channel
from integrations.sandbox.serve import serving
from tests.unit.handlers.line.phrases import Phrases
from tests.unit.handlers.line.platform import Line

HARU, MIE = (f"U{digit * 32}" for digit in "12")


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def _access(base: str, world: World) -> LineAccess:
    return LineAccess(access_token=world.channel.access_token, api_base=base, data_api_base=base)


@pytest.mark.parametrize(("limit", "left"), [(None, None), (200, 199)])
async def test_line_says_what_is_left_of_the_month(limit: int | None, left: int | None) -> None:
    world = World(Channel(quota_limit=limit))
    world.add_user("佐藤ハル", HARU)
    app = create_line_platform(world)
    async with serving(app) as base, line_connection(_access(base, world)) as connection:
        line = Line(world, app.state.platform, base, connection, LineSender(connection, Renderer(Phrases())))
        await line.sender.push(line.letter(HARU))
        quota = await LineQuota(connection, time.monotonic)()
    assert quota == Quota(limit, 1)
    assert quota.left == left


async def test_it_is_remembered_for_a_moment_and_unknown_is_asked_again() -> None:
    world, clock = World(Channel(quota_limit=200)), Clock()
    app = create_line_platform(world)
    async with serving(app) as base, line_connection(_access(base, world)) as connection:
        ask = LineQuota(connection, clock)
        app.state.platform.faults.add(Fault("GET /v2/bot/message/quota", FaultKind.ERROR_BEFORE))
        assert await ask() is None
        assert await ask() == Quota(200, 0)
        app.state.platform.faults.add(Fault("GET /v2/bot/message/quota", FaultKind.ERROR_BEFORE))
        clock.seconds = 9.0
        assert await ask() == Quota(200, 0)
        clock.seconds = 11.0
        assert await ask() is None


async def test_without_line_nobody_knows() -> None:
    world = World()
    async with line_connection(_access("http://127.0.0.1:9", world)) as connection:
        assert await LineQuota(connection, time.monotonic)() is None


async def test_what_is_used_up_is_asked_of_line_once_and_a_smaller_call_still_goes() -> None:
    world = World(Channel(quota_limit=1))
    world.add_user("佐藤ハル", HARU)
    world.add_user("佐藤美枝", MIE)
    app = create_line_platform(world)
    async with serving(app) as base, line_connection(_access(base, world)) as connection:
        line = Line(world, app.state.platform, base, connection, LineSender(connection, Renderer(Phrases())))
        for number in range(3):
            with pytest.raises(TryLater, match="line_monthly_quota"):
                await line.sender.multicast(line.letter(HARU, MIE, number=number))
        asked = world.journal.calls["POST /v2/bot/message/multicast"]
        await line.sender.push(line.letter(HARU, number=9))
    assert asked == 1
    assert len(line.texts(HARU)) == 1
