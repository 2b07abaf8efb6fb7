"""2,000 events in disorder, their processes killed with SIGKILL again and again: nothing is lost, nothing is doubled.

`ANPI_TEST_STORMS=10` runs ten seeds on each database instead of one.
"""

import asyncio
import os
import time
from pathlib import Path
from random import Random

import pytest

from bot.storage.database import Database
from integrations.sandbox.line_platform import Channel, Fault, FaultKind, World
from tests.e2e.processes import HeldPort, Process, running
from tests.e2e.storm.findings import fates, kept_in, late, problems, until_quiet
from tests.e2e.storm.killing import kill_again_and_again
from tests.e2e.storm.plan import storm
from tests.e2e.storm.sender import StormSender
from tests.e2e.storm.town import residents, settled

EVENTS = 2_000
SECONDS = 8.0
"""In which the events come, if nobody has to repeat."""
QUIET_WITHIN = 120.0
SEEDS = range(1, 1 + int(os.environ.get("ANPI_TEST_STORMS", "1")))
VICTIMS = {
    # Beside SQLite whoever holds the lock works: serve and worker take over from each other.
    "sqlite": ("serve", "worker", "serve", "worker"),
    "postgresql": ("worker", "worker", "serve", "worker"),
}
KINDS = (FaultKind.ERROR_BEFORE, FaultKind.ERROR_AFTER, FaultKind.RESET_AFTER, FaultKind.TOO_MANY)
FAULTS = tuple(Fault("*", kind, times=None, probability=0.005) for kind in KINDS)


@pytest.fixture
def redis_address(engine: str, request: pytest.FixtureRequest) -> str:
    return "" if engine == "sqlite" else str(request.getfixturevalue("redis_url"))


@pytest.mark.parametrize("seed", SEEDS)
async def test_everything_is_kept_once_whoever_is_killed(
    seed: int, engine: str, address: str, redis_address: str, tmp_path: Path
) -> None:
    random, began = Random(seed), time.monotonic()
    held = HeldPort()
    world = World(Channel(webhook_url=f"http://127.0.0.1:{held.number}/line/webhook"), seed=seed)
    town = residents()
    database = Database(address)
    async with settled(world, town, address, redis_address, FAULTS) as environ, held as port:
        serve = Process(("serve", "--port", str(port)), environ, tmp_path / "serve.log")
        worker = Process(("worker",), environ, tmp_path / "worker.log")
        plan = storm(random, world, town, EVENTS)
        sender = StormSender(world, str(world.channel.webhook_url), random)
        async with running(serve, worker):
            victims = [{"serve": serve, "worker": worker}[name] for name in VICTIMS[engine]]
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(sender.send(plan.parcels, SECONDS))
                tasks.create_task(kill_again_and_again(world, victims, random))
            stormed = time.monotonic() - began
            await until_quiet(database, QUIET_WITHIN)
        kept = await kept_in(database)
        await database.close()
    print(  # noqa: T201 - the figures are the finding
        f"\nstorm {seed} on {engine}: {len(plan.said)} events in {sum(sender.outcomes.values())} requests "
        f"({dict(sender.outcomes)}), {worker.killed} kills of the worker and {serve.killed} of serve; "
        f"{len(kept.reports)} reports, {late(kept)} events late, letters {dict(fates(kept))}; "
        f"storm {stormed:.0f} s, quiet after {time.monotonic() - began:.0f} s"
    )
    found = problems(kept, plan.said, world)
    assert not found, "\n".join(found[:20])
    for process in (serve, worker):
        assert process.complaints() == []
