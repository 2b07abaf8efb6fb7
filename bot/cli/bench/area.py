"""How long the counts of an area take that a leader asks for with まとめ, beside counting its rows and no more."""

import time
from collections.abc import Awaitable, Callable, Sequence
from statistics import median

from bot.cli.bench.comparison import Comparison, Round
from bot.cli.bench.stage import Stage
from bot.cli.bench.town import drill, settle
from bot.core.ids import DistrictId, IncidentId
from bot.core.requests import SummaryOf
from bot.rules.opening_message import opening_message
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.turn_store import SqlTurnStore
from config.municipality import load_city

SIZES = (1_000, 100_000)
TIMES = 20
"""How often each is asked in a round; the median counts."""

# Seven in ten have answered; of all one in 50 is hurt, one in 500 needs help, one in 10 is at a shelter.
_ANSWERED = """
    UPDATE check_ins SET progress = 'answered', condition = 'safe', whereabouts = 'home'
    WHERE person_id NOT LIKE '%0' AND person_id NOT LIKE '%3' AND person_id NOT LIKE '%7'
"""
_REPORTED = """
    INSERT INTO reports (id, about, incident_id, drill, conversation, source, label, means, said_at, condition,
        event_id, recorded_at)
    SELECT c.person_id, c.person_id, c.incident_id, i.drill, c.person_id, 'self', '', 'button', i.opened_at,
        c.condition, c.person_id, i.opened_at
    FROM check_ins c JOIN incidents i ON i.id = c.incident_id WHERE c.progress = 'answered'
"""
_STATEMENTS = (
    "UPDATE check_ins SET progress = 'sent'",
    _ANSWERED,
    "UPDATE check_ins SET whereabouts = 'shelter' WHERE person_id LIKE '%5'",
    "UPDATE check_ins SET condition = 'injured' WHERE person_id LIKE '%11' OR person_id LIKE '%62'",
    "UPDATE check_ins SET condition = 'needs_rescue' WHERE person_id LIKE '%124' OR person_id LIKE '%849'",
    _REPORTED,
    "ANALYZE",
)


async def area(stage: Stage) -> Sequence[Comparison]:
    database = Database(stage.database)
    try:
        stage.say(f"settling {sum(SIZES):,} people")
        await settle(database, {_district(size): size for size in SIZES})
        for size in SIZES:
            incident = drill(_district(size), _district(size))
            await IncidentStore(database).open(incident, opening_message(incident, load_city("aizuwakamatsu"), ()))
        await _answered(database)
        return [await _compared(stage, database, size) for size in SIZES]
    finally:
        await database.close()


def _district(size: int) -> str:
    return f"D{size}"


async def _answered(database: Database) -> None:
    async with database.writing() as connection:
        for statement in _STATEMENTS:
            await connection.exec_driver_sql(statement)


async def _compared(stage: Stage, database: Database, size: int) -> Comparison:
    """Each round by turns: the summary as the chat asks for it, and the bare count of the same rows."""
    asked = SummaryOf(DistrictId(_district(size)), IncidentId(_district(size)))
    store = SqlTurnStore(database)
    rows = f"SELECT count(*) FROM check_ins WHERE incident_id = '{asked.incident}' AND district_id = '{asked.district}'"  # noqa: S608 - our own names

    async def summarise() -> int:
        return (await store.answer(asked)).asked

    async def count() -> int:
        async with database.reading() as connection:
            found: int = (await connection.exec_driver_sql(rows)).scalar_one()
            return found

    rounds = []
    for number in range(1, stage.rounds + 1):
        stage.say(f"{size:,} people, round {number} of {stage.rounds}")
        rounds.append(Round(await _milliseconds(summarise, size), await _milliseconds(count, size)))
    return Comparison(
        figure=f"counts of an area of {size:,} people, {stage.engine}",
        yardstick="SELECT count(*) over the same rows",
        unit="ms",
        rounds=rounds,
    )


async def _milliseconds(ask: Callable[[], Awaitable[int]], expected: int) -> float:
    """Raises RuntimeError where the answer is not the number of people."""
    seconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        found = await ask()
        seconds.append(time.perf_counter() - began)
        if found != expected:
            raise RuntimeError(f"{found} people were counted where {expected} were asked")
    return median(seconds) * 1000
