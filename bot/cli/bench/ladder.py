"""How long each step takes for a whole town that stays silent: reminded, its family, supporters and leaders told."""

import gc
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.bootstrap.collector import as_before, spare
from bot.bootstrap.ladder import climb
from bot.cli.bench.comparison import Comparison, Round
from bot.cli.bench.stage import Stage
from bot.cli.bench.town import OPENED, drill, settle
from bot.core.incidents import Incident
from bot.core.ladder import Ladder, Road, Step
from bot.rules.ladder import due
from bot.rules.opening_message import opening_message
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.ladder.stepping import LadderStore
from config.municipality import load_city

PEOPLE = 100_000
_DISTRICT = "bench"
_MINUTE = timedelta(minutes=1)
_ABOUT_EACH = frozenset({Road.FAMILY, Road.SUPPORTER})
_SHOWN = "SELECT count(*) FROM ledger WHERE kind = 'disclosure'"
# Writing one column of as many rows is the least that any ladder has to do.
_TOUCH = "UPDATE check_ins SET steps = steps WHERE incident_id = '{incident}'"


async def ladder(stage: Stage) -> Sequence[Comparison]:
    database, threshold = Database(stage.database), gc.get_threshold()
    try:
        stage.say(f"settling {PEOPLE:,} people, half of them with a daughter and a supporter")
        await settle(database, {_DISTRICT: PEOPLE}, pairs=PEOPLE // 2, supported=True)
        spare()  # as the worker does
        return [await _measured(_Town(stage, database), road) for road in Road]
    finally:
        as_before(threshold)
        await database.close()


@dataclass(frozen=True, slots=True)
class _Town:
    stage: Stage
    database: Database

    async def silent(self, name: str) -> Incident:
        """A new drill that everybody of the town is asked in, and nobody answers."""
        incident = drill(name, _DISTRICT)
        await IncidentStore(self.database).open(incident, opening_message(incident, load_city("aizuwakamatsu"), ()))
        async with self.database.writing() as connection:
            await connection.exec_driver_sql("ANALYZE check_ins")
        return incident


async def _measured(town: _Town, road: Road) -> Comparison:
    rounds = []
    for number in range(1, town.stage.rounds + 1):
        town.stage.say(f"{road}, round {number} of {town.stage.rounds}")
        incident = await town.silent(f"{road}-{number}")
        rounds.append(Round(await _climbed(town, incident, road), await _touched(town.database, incident)))
    return Comparison(
        figure=f"{PEOPLE:,} silent people stepped on to {road}, {town.stage.engine}",
        yardstick="writing one column of as many rows",
        unit="s",
        rounds=rounds,
    )


async def _climbed(town: _Town, incident: Incident, road: Road) -> float:
    """Raises RuntimeError where not everybody has stepped, or a daughter was told of whom nothing says so."""
    city = load_city("aizuwakamatsu")
    steps = Ladder((Step(road, _MINUTE, _MINUTE),))
    now = OPENED + 2 * _MINUTE
    before = await _shown(town.database)
    began = time.perf_counter()
    stepped = 0
    for each in due(steps, incident, _local(now, city.time_zone)):
        stepped += await climb(LadderStore(town.database), incident, city, each, now)
    took = time.perf_counter() - began
    if stepped != PEOPLE:
        raise RuntimeError(f"{stepped} people have stepped where {PEOPLE} were silent")
    shown = await _shown(town.database) - before
    if shown != (PEOPLE // 2 if road in _ABOUT_EACH else 0):
        raise RuntimeError(f"{shown} showings are in the ledger after the step to {road}")
    return took


async def _shown(database: Database) -> int:
    async with database.reading() as connection:
        return int((await connection.exec_driver_sql(_SHOWN)).scalar_one())


def _local(now: datetime, zone: str) -> datetime:
    return now.astimezone(ZoneInfo(zone))


async def _touched(database: Database, incident: Incident) -> float:
    began = time.perf_counter()
    async with database.writing() as connection:
        await connection.exec_driver_sql(_TOUCH.format(incident=incident.id))
    return time.perf_counter() - began
