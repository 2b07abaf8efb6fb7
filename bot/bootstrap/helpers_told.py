"""The job that tells helpers in other districts that the home of one of theirs is to be left; wakes whoever sends."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.people import City
from bot.core.ports import Signal, Wakeups
from bot.core.quota import AskQuota, left_of, unknown
from bot.core.requests import Circle
from bot.jobs import Job
from bot.rules.helpers_told import Concerned, Word, helpers_told
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.helpers_told import HelperStore

EVERY = timedelta(seconds=10)


def helpers_job(
    database: Database,
    city: City,
    wakeups: Wakeups,
    city_os: CityOsRules | None = None,
    quota: AskQuota = unknown,
) -> Job:
    """`quota`: of LINE, asked only where there is somebody to tell."""
    store = HelperStore(database, city_os)

    async def run(now: datetime) -> int:
        due = await store.due()
        if not due:
            return 0

        def say(circle: Circle, incident: Incident, heard: Mapping[PersonId, str]) -> tuple[Word, ...]:
            return helpers_told(Concerned(circle, incident, heard, now, city.disclosure))

        left = await left_of(quota)
        told = sum([await store.tell(each, say, now, left) for each in due])
        if told:
            await wakeups.wake(Signal.OUTBOX)
        return told

    return Job("helpers_told", EVERY, run)
