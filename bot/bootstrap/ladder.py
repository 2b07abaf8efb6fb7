"""The job that steps silent people on, incident by incident, and wakes whoever sends (promise 4)."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.ladder import Road
from bot.core.people import City, RelationKind
from bot.core.ports import Signal, Wakeups
from bot.core.quota import AskQuota, left_of, unknown
from bot.core.requests import Circle
from bot.jobs import Job
from bot.rules.ladder import Due, due, held_back
from bot.rules.pacing import hurried, look_every
from bot.rules.reminding import reminder
from bot.rules.silence_told import SilenceOf, Telling, leaders_told, silence_message, told_of_silence
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from bot.storage.ladder.stepping import LadderStore
from bot.storage.ladder.telling import Words

EVERY = timedelta(seconds=10)


def ladder_job(
    database: Database,
    city: City,
    wakeups: Wakeups,
    city_os: CityOsRules | None = None,
    pace: int = 1,
    quota: AskQuota = unknown,
) -> Job:
    """`pace`: how many times faster than the city set it; more than 1 for a sandbox alone. `quota`: of LINE."""
    steps = hurried(city.ladder, pace)
    incidents, ladder = IncidentStore(database), LadderStore(database, city_os)

    async def run(now: datetime) -> int:
        local = now.astimezone(ZoneInfo(city.time_zone))
        still_open = await incidents.still_open()
        awaited = [(of, each) for of in still_open for each in await ladder.awaited(of, due(steps, of, local))]
        left = await left_of(quota) if any(_writes(each) for _, each in awaited) else None
        stepped = listed = 0
        for incident, each in sorted(awaited, key=_who_first):
            spare = await _spare(ladder, left, (incident, each), awaited)
            stepped += await climb(ladder, incident, city, each, now, spare)
        for incident in still_open:
            for each in await ladder.unlisted(incident, held_back(steps, incident, local)):
                listed += await ladder.enlist(incident, each, now)
        if stepped:
            await wakeups.wake(Signal.OUTBOX)
        if stepped or listed:
            await wakeups.wake(Signal.BOARD)
        return stepped + listed

    return Job("ladder", look_every(EVERY, pace), run)


def _writes(step: Due) -> bool:
    return step.road is not Road.STAFF and not step.skipped


async def _spare(
    ladder: LadderStore, left: int | None, of: tuple[Incident, Due], awaited: Sequence[tuple[Incident, Due]]
) -> int | None:
    """What a step may spend of what is `left`: relatives and leaders nothing that reminders of those who need support
    need in the same look, though these come after them so that nobody climbs two steps.
    """
    incident, step = of
    if left is None or not _writes(step) or step.road is Road.REMINDER:
        return left
    first = [each for each in awaited if _comes_first(each[1]) and each[0].drill <= incident.drill]
    return max(left - sum([await ladder.count(*each) for each in first]), 0)


def _comes_first(step: Due) -> bool:
    return step.road is Road.REMINDER and step.group.support_needed and not step.skipped


def _who_first(awaited: tuple[Incident, Due]) -> tuple[bool, bool]:
    """Where messages are short, a drill costs nobody theirs, nor do the many those who need support.

    The steps of one group stay in their order: nobody climbs two.
    """
    incident, step = awaited
    return incident.drill, not step.group.support_needed


async def climb(
    ladder: LadderStore, incident: Incident, city: City, step: Due, now: datetime, left: int | None = None
) -> int:
    """One step of one group; returns how many took it. `left`: LINE messages of this month, as far as LINE said."""
    return await ladder.step(incident, step, _words(incident, city, now), now, left)


def _words(incident: Incident, city: City, now: datetime) -> Words:
    def to_relations(circle: Circle, kind: RelationKind, begun: Collection[PersonId]) -> tuple[Telling, ...]:
        silence = SilenceOf(circle, incident, now, city.disclosure, begun=circle.person.id in begun)
        return told_of_silence(silence, kind)

    return Words(
        reminder=partial(reminder, incident, city),
        to_relations=to_relations,
        of_silence=partial(silence_message, incident=incident),
        to_leaders=partial(leaders_told, incident=incident),
    )
