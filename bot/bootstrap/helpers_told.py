"""The job that tells helpers in other districts that the home of one of theirs is to be left; wakes whoever sends."""

from datetime import datetime, timedelta

from bot.core.incidents import Incident
from bot.core.people import City
from bot.core.ports import Signal, Wakeups
from bot.core.quota import AskQuota, left_of, unknown
from bot.core.records import Message
from bot.core.requests import Circle
from bot.jobs import Job
from bot.rules.helpers_told import Concerned, helpers_told
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.helpers_told import HelperStore
from bot.storage.incidents import IncidentStore

EVERY = timedelta(seconds=10)


def helpers_job(
    database: Database,
    city: City,
    wakeups: Wakeups,
    city_os: CityOsRules | None = None,
    quota: AskQuota = unknown,
) -> Job:
    """`quota`: of LINE, asked only where there is somebody to tell."""
    incidents, store = IncidentStore(database), HelperStore(database, city_os)

    async def run(now: datetime) -> int:
        due = await store.due()
        if not due:
            return 0

        def say(circle: Circle, incident: Incident, before: str | None) -> tuple[Message, ...]:
            return helpers_told(Concerned(circle, incident, before, now, city.disclosure))

        left, told = await left_of(quota), 0
        concerned = [each for each in await incidents.still_open() if each.id in due]
        for incident in sorted(concerned, key=lambda each: each.drill):
            told += await store.tell(incident.id, say, now, left)
        if told:
            await wakeups.wake(Signal.OUTBOX)
        return told

    return Job("helpers_told", EVERY, run)
