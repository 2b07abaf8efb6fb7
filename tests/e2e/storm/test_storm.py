"""2,000 events in disorder, their processes killed with SIGKILL again and again: nothing is lost, nothing is doubled.

`ANPI_TEST_STORMS=10` runs ten seeds on each database instead of one.
"""

import asyncio
import os
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bot.storage.database import Database
from bot.storage.migrations import migrate
from config.settings import load_settings
from integrations.sandbox.line_platform import Channel, Fault, FaultKind, World, create_line_platform
from integrations.sandbox.serve import serving
from tests.e2e.storm.findings import fates, kept_in, late, problems, waiting_in
from tests.e2e.storm.killing import kill_again_and_again
from tests.e2e.storm.plan import storm
from tests.e2e.storm.processes import Process, environment, free_port, running
from tests.e2e.storm.sender import StormSender
from tests.e2e.storm.town import residents, settle_in
from tests.servers.postgres import PostgresServer, in_own_thread

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
FAULTS = (FaultKind.ERROR_BEFORE, FaultKind.ERROR_AFTER, FaultKind.RESET_AFTER, FaultKind.TOO_MANY)


def migrated(address: str) -> None:
    in_own_thread(migrate(address))


@pytest.fixture(params=sorted(VICTIMS))
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def address(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if kind == "sqlite":
        file = f"sqlite:///{tmp_path / 'anpi.db'}"
        migrated(file)
        yield file
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database(migrated) as url:
        yield url


@pytest.fixture
def redis_address(kind: str, request: pytest.FixtureRequest) -> str:
    return "" if kind == "sqlite" else str(request.getfixturevalue("redis_url"))


@pytest.mark.parametrize("seed", SEEDS)
async def test_everything_is_kept_once_whoever_is_killed(
    seed: int, kind: str, address: str, redis_address: str, tmp_path: Path
) -> None:
    random, began = Random(seed), time.monotonic()
    port = free_port()
    world = World(Channel(webhook_url=f"http://127.0.0.1:{port}/line/webhook"), seed=seed)
    town = residents()
    for each in town:
        world.add_user(each.address, each.address)
    app = create_line_platform(world, rate_scale=None)
    for fault in FAULTS:
        app.state.platform.faults.add(Fault("*", fault, times=None, probability=0.005))
    async with serving(app) as platform:
        channel = world.channel
        environ = environment(address, redis_address, platform, channel.access_token, channel.secret)
        await settle_in(load_settings(environ), town)
        serve = Process(("serve", "--port", str(port)), environ, tmp_path / "serve.log")
        worker = Process(("worker",), environ, tmp_path / "worker.log")
        plan = storm(random, world, town, EVENTS)
        sender = StormSender(world, str(channel.webhook_url), random)
        async with running(serve, worker):
            victims = [{"serve": serve, "worker": worker}[name] for name in VICTIMS[kind]]
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(sender.send(plan.parcels, SECONDS))
                tasks.create_task(kill_again_and_again(world, victims, random))
            stormed = time.monotonic() - began
            await _quiet(address)
        database = Database(address)
        kept = await kept_in(database)
        await database.close()
    print(  # noqa: T201 - the figures are the finding
        f"\nstorm {seed} on {kind}: {len(plan.said)} events in {sum(sender.outcomes.values())} requests "
        f"({dict(sender.outcomes)}), {worker.killed} kills of the worker and {serve.killed} of serve; "
        f"{len(kept.reports)} reports, {late(kept)} events late, letters {dict(fates(kept))}; "
        f"storm {stormed:.0f} s, quiet after {time.monotonic() - began:.0f} s"
    )
    found = problems(kept, plan.said, world)
    assert not found, "\n".join(found[:20])
    for process in (serve, worker):
        assert "Traceback" not in process.words()
        assert '"level": "error"' not in process.words()


async def _quiet(address: str) -> None:
    database = Database(address)
    async with asyncio.timeout(QUIET_WITHIN):
        while await waiting_in(database):  # noqa: ASYNC110 - other processes tell nobody here when they are done
            await asyncio.sleep(0.2)
    await database.close()
