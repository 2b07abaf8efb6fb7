"""How long it takes until a whole town has been asked on LINE: from opening the incident to the last accepted call."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any
from uuid import uuid4

import aiohttp

from bot.bootstrap.process import Anpi, assemble
from bot.bootstrap.sandbox import SANDBOX_TOKEN
from bot.cli.bench.comparison import Comparison, Round, number
from bot.cli.bench.servers import Server, free_port, module, running
from bot.cli.bench.stage import Stage
from bot.cli.bench.town import drill, settle
from bot.core.ports import Signal
from bot.delivery import AT_ONCE, RESERVED
from bot.storage.database import Database
from config.settings import load_settings

PEOPLE = 50_000
_LOOK = 0.02
_GIVE_UP = 300.0
_DISTRICT = "bench"
_LETTERS = "SELECT count(*) FROM outbox"
_MULTICAST = "/v2/bot/message/multicast"


@dataclass(frozen=True, slots=True)
class Town:
    """A worker at work over the database of a settled town, and the LINE that it sends to."""

    anpi: Anpi
    database: Database
    line: Server

    async def ask(self, incident: str) -> None:
        """Opens a drill for everybody; the worker begins to send."""
        opened = drill(incident, _DISTRICT, datetime.now(UTC))
        office = self.anpi.office
        await office.incidents.open(opened, office.question(opened, office.city, ()))
        await office.wakeups.wake(Signal.OUTBOX)

    async def count(self, statement: str) -> int:
        async with self.database.reading() as connection:
            found: int = (await connection.exec_driver_sql(statement)).scalar_one()
            return found

    async def all_sent(self) -> None:
        await self.until("SELECT count(*) FROM outbox WHERE state <> 'pending'", await self.count(_LETTERS), _LOOK)

    async def until(self, statement: str, expected: int, look: float) -> None:
        """Looks every so many seconds, as somebody outside would; TimeoutError after five minutes."""
        async with asyncio.timeout(_GIVE_UP):
            while await self.count(statement) < expected:  # noqa: ASYNC110 - the worker is not asked, the database is
                await asyncio.sleep(look)


@asynccontextmanager
async def town(stage: Stage, *, pairs: int = 0) -> AsyncIterator[Town]:
    port = free_port()
    settings = _settings(stage, port)
    database = Database(stage.database, pool_size=2)
    try:
        stage.say(f"settling {PEOPLE:,} people")
        await settle(database, {_DISTRICT: PEOPLE}, pairs=pairs)
        command = module("bot.cli.bench.line_stand_in", str(port), str(PEOPLE))
        async with running(port, command, settings) as line, assemble(load_settings(settings)) as anpi, _at_work(anpi):
            yield Town(anpi, database, line)
    finally:
        await database.close()


def _settings(stage: Stage, port: int) -> Mapping[str, str]:
    line = f"http://127.0.0.1:{port}"
    return {
        "ANPI_DATABASE_URL": stage.database,
        "ANPI_LINE_CHANNEL_ACCESS_TOKEN": SANDBOX_TOKEN,
        "ANPI_LINE_API_BASE": line,
        "ANPI_LINE_DATA_API_BASE": line,
    }


@asynccontextmanager
async def _at_work(anpi: Anpi) -> AsyncIterator[None]:
    working = asyncio.create_task(anpi.work.run())
    try:
        yield
    finally:
        working.cancel()
        await asyncio.wait([working])


async def mailing(stage: Stage) -> Sequence[Comparison]:
    async with town(stage) as asked:
        measured = [await _round(stage, asked, number) for number in range(stage.rounds + 1)][1:]
        await _each_once(asked, 2 * (stage.rounds + 1))
    opening = median(each.opening for each in measured)
    return [
        Comparison(
            figure=f"asking {PEOPLE:,} people on LINE, {stage.engine}",
            yardstick=f"posting the same {PEOPLE // 500} bodies, {AT_ONCE - RESERVED} at once",
            unit="s",
            rounds=[Round(each.opening + each.sending, each.posting) for each in measured],
            notes=[
                f"of that until the incident was open (check-ins and letters written): {number(opening)} s",
                f"from then to the last accepted call: {number(median(each.sending for each in measured))} s",
            ],
        )
    ]


@dataclass(frozen=True, slots=True)
class _Measured:
    """Seconds."""

    opening: float
    sending: float
    posting: float


async def _round(stage: Stage, asked: Town, number_: int) -> _Measured:
    """The first warms up."""
    stage.say(f"round {number_} of {stage.rounds}" if number_ else "warming up")
    incident = f"bench-{number_}"
    began = time.perf_counter()
    await asked.ask(incident)
    opened = time.perf_counter()
    await asked.all_sent()
    sent = time.perf_counter()
    bodies = await _bodies(asked, incident)
    return _Measured(opened - began, sent - opened, await _post(asked.line, bodies))


async def _bodies(asked: Town, incident: str) -> list[bytes]:
    """What the worker has sent, to be sent again by hand."""
    statement = f"SELECT recipients, body FROM outbox WHERE incident_id = '{incident}'"  # noqa: S608 - our own name
    async with asked.database.reading() as connection:
        rows = (await connection.exec_driver_sql(statement)).all()
    return [
        json.dumps({"to": _list(row.recipients), "messages": json.loads(row.body)}, ensure_ascii=False).encode()
        for row in rows
    ]


def _list(recipients: Any) -> Any:
    return json.loads(recipients) if isinstance(recipients, str) else recipients


async def _post(line: Server, bodies: Sequence[bytes]) -> float:
    """Seconds until all were accepted, as many at once as delivery sends of a mailing."""
    places = asyncio.Semaphore(AT_ONCE - RESERVED)
    headers = {"Authorization": f"Bearer {SANDBOX_TOKEN}", "Content-Type": "application/json"}

    async def post(body: bytes) -> None:
        key = {"X-Line-Retry-Key": str(uuid4())}
        async with places, session.post(_MULTICAST, data=body, headers=key) as answer:
            answer.raise_for_status()
            await answer.read()

    async with aiohttp.ClientSession(line.address, headers=headers) as session:
        began = time.perf_counter()
        await asyncio.gather(*(post(body) for body in bodies))
        return time.perf_counter() - began


async def _each_once(asked: Town, times: int) -> None:
    """Raises RuntimeError where not everybody got everything, or somebody something twice."""
    async with aiohttp.ClientSession(asked.line.address) as session:
        async with session.get("/sandbox/record") as answer:
            doubled = (await answer.json())["doubled"]
        async with session.get("/sandbox/record/deliveries") as answer:
            deliveries: dict[str, int] = await answer.json()
    if doubled or len(deliveries) != PEOPLE or set(deliveries.values()) != {times}:
        raise RuntimeError(f"{len(deliveries)} people got messages, {len(doubled)} of them one twice")
