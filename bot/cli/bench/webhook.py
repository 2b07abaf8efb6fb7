"""How many webhook requests a second `anpi serve` accepts, each on disk before its 200."""

from collections.abc import Sequence
from datetime import UTC, datetime
from secrets import token_hex
from statistics import median

from bot.cli.bench.comparison import Comparison, Round, number, quantile, spread
from bot.cli.bench.keep_alive_load import Load, load
from bot.cli.bench.line_event import request, said
from bot.cli.bench.servers import Server, anpi, free_port, module, running
from bot.cli.bench.stage import Stage
from bot.cli.bench.town import user_id
from bot.storage.database import Database

CONNECTIONS = 64
REQUESTS = 8_000
_BUDGET_MS = 100
_SECRET = "benchmark-secret"  # noqa: S105 - invented


async def webhook(stage: Stage) -> Sequence[Comparison]:
    """No worker runs, so that only the accepting is measured."""
    settings = {
        "ANPI_LINE_CHANNEL_SECRET": _SECRET,
        "ANPI_DATABASE_URL": stage.database,
        "ANPI_LOG_LEVEL": "warning",
    }
    ours, bare = free_port(), free_port()
    async with (
        running(ours, anpi("serve", "--port", str(ours)), settings) as real,
        running(bare, module("bot.cli.bench.bare_endpoint", str(bare)), settings) as yardstick,
    ):
        rounds = [await _round(stage, turn, real, yardstick) for turn in range(stage.rounds + 1)][1:]
    await _all_kept(stage, (stage.rounds + 1) * REQUESTS)
    return [_compared(stage, rounds)]


class _Measured:
    """One round: both loads, and the processor time of both servers per request, in microseconds."""

    def __init__(self, real: Load, bare: Load, cpu: tuple[float, float] | None) -> None:
        self.real = real
        self.bare = bare
        self.cpu = cpu


async def _round(stage: Stage, turn: int, real: Server, bare: Server) -> _Measured:
    """The first warms both up."""
    stage.say(f"round {turn} of {stage.rounds}" if turn else "warming up")
    requests = _requests()
    before = (bare.cpu_seconds, real.cpu_seconds)
    of_bare = await load(bare.port, requests, CONNECTIONS)
    of_real = await load(real.port, requests, CONNECTIONS)
    after = (bare.cpu_seconds, real.cpu_seconds)
    used = [(then - first) / REQUESTS for first, then in zip(before, after, strict=True) if first and then]
    return _Measured(of_real, of_bare, (used[0], used[1]) if len(used) == 2 else None)


def _requests() -> list[bytes]:
    """Each a new event, from as many people as there are requests."""
    run, now = token_hex(6), datetime.now(UTC)
    bodies = (
        said("さすけねぇ、家にいるよ。水も電気もある", user_id(each), f"{run}{each:014}", now)
        for each in range(REQUESTS)
    )
    return [request(body, _SECRET.encode()) for body in bodies]


async def _all_kept(stage: Stage, expected: int) -> None:
    """Raises RuntimeError where an accepted event is not in the inbox: then the figure means nothing."""
    database = Database(stage.database, pool_size=1)
    try:
        async with database.reading() as connection:
            kept = (await connection.exec_driver_sql("SELECT count(*) FROM inbox")).scalar_one()
    finally:
        await database.close()
    if kept != expected:
        raise RuntimeError(f"{expected} events were accepted, but {kept} are in the inbox")


def _compared(stage: Stage, rounds: Sequence[_Measured]) -> Comparison:
    return Comparison(
        figure=f"webhook requests accepted and on disk, {stage.engine}",
        yardstick="uvicorn that checks the signature only",
        unit="a second",
        rounds=[Round(each.real.per_second, each.bare.per_second) for each in rounds],
        notes=[
            *(_waits(share, rounds) for share in (0.5, 0.99)),
            f"the budget is p99 under {_BUDGET_MS} ms; {CONNECTIONS} connections ask all the time",
            *_processor_time(rounds),
        ],
    )


def _waits(share: float, rounds: Sequence[_Measured]) -> str:
    real, bare = ([1000 * quantile(waits, share) for waits in each] for each in _all_waits(rounds))
    return f"p{share * 100:g} of the wait: {spread(real)} ms, yardstick {spread(bare)} ms"


def _all_waits(rounds: Sequence[_Measured]) -> tuple[list[Sequence[float]], list[Sequence[float]]]:
    return [each.real.waits for each in rounds], [each.bare.waits for each in rounds]


def _processor_time(rounds: Sequence[_Measured]) -> list[str]:
    """Of the server alone, which a busy machine disturbs less."""
    costs = [Round(each.cpu[0], each.cpu[1]) for each in rounds if each.cpu]
    if not costs:
        return []
    real, bare = (
        median(1e6 * each for each in of) for of in zip(*((c.yardstick, c.figure) for c in costs), strict=True)
    )
    ratios = [each.ratio for each in costs]
    return [f"processor time a request: {number(real)} us, yardstick {number(bare)} us; as a share {spread(ratios)}"]
