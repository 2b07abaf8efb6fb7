"""Kills processes in the middle of their work, at moments drawn from a seed, and starts them again."""

import asyncio
from collections.abc import Sequence
from random import Random

from integrations.sandbox.line_platform import World
from tests.e2e.processes import Process

_PATIENCE = 20.0
_LEAST_CALLS, _MOST_CALLS = 40, 450


async def kill_again_and_again(world: World, victims: Sequence[Process], random: Random) -> None:
    """One after the other, each after some more calls to the platform: whoever works is hit while it works."""
    for victim in victims:
        calls = world.journal.calls.total() + random.randint(_LEAST_CALLS, _MOST_CALLS)
        await _until_called(world, calls)
        await asyncio.sleep(random.random() * 0.05)
        victim.kill()
        victim.start()


async def _until_called(world: World, calls: int) -> None:
    """Or until nothing has happened for a while: then the victim dies idle, which must be survived as well."""
    loop = asyncio.get_running_loop()
    give_up = loop.time() + _PATIENCE
    while world.journal.calls.total() < calls and loop.time() < give_up:  # noqa: ASYNC110 - the journal tells nobody
        await asyncio.sleep(0.002)
