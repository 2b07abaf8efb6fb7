"""Takes the steps that are due: people move on and their letters are written in one transaction, chunk by chunk."""

import asyncio
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.ladder import Road
from bot.rules.ladder import Due
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.ladder.groups import Place, To, earliest_asked, people_due, step_on
from bot.storage.ladder.telling import Step, Words, tell
from bot.storage.ladder.told import write_told
from bot.storage.outbox.budget import Budget
from bot.storage.outbox.waiting import to_spend

CHUNK = 2_500
"""People in one transaction: turns of theirs, and whoever else adds to the ledger, wait so long for its commit."""
LARGE = 4
"""So many chunks in one where each person costs little, and many get the same words in one call."""
_SIDE_BY_SIDE = 2
"""While the database writes one chunk, the letters of the next are made."""


class LadderStore:
    """All methods raise `Unavailable` when the database is down. `city_os`: as the store of turns has it."""

    def __init__(self, database: Database, city_os: CityOsRules | None = None) -> None:
        self._database = database
        self._city_os = city_os

    async def awaited(self, incident: Incident, dues: Sequence[Due]) -> tuple[Due, ...]:
        """Those that may concern somebody, after one look; most looks find none."""
        return await self._those_concerning(incident, dues, unlisted=False)

    async def unlisted(self, incident: Incident, dues: Sequence[Due]) -> tuple[Due, ...]:
        """The same, of people who are not on the staff's list."""
        return await self._those_concerning(incident, dues, unlisted=True)

    async def _those_concerning(self, incident: Incident, dues: Sequence[Due], *, unlisted: bool) -> tuple[Due, ...]:
        end = max((each.group.taken for each in dues), default=-1) + 1
        if not end:
            return ()
        async with self._database.reading() as connection:
            earliest = await earliest_asked(connection, incident.id, end, unlisted=unlisted)
        return tuple(each for each in dues if (asked := earliest.get(_place(each))) and asked <= each.asked_by)

    async def step(self, incident: Incident, due: Due, words: Words, now: datetime, left: int | None = None) -> int:
        """Everybody of the group, once, however many workers do so; returns how many stepped.

        `left`: LINE messages of this month, as far as LINE said. Beyond it letters are written all the same,
        reminders in calls of their own: they wait for new messages, and nobody waits on the ladder.
        """
        async with self._database.reading() as connection:
            people = await people_due(connection, incident.id, due)
            budget = Budget(await to_spend(connection, left, now))
        size = CHUNK if due.road in {Road.FAMILY, Road.SUPPORTER} and not due.skipped else CHUNK * LARGE
        chunks = (people[start : start + size] for start in range(0, len(people), size))
        step = Step(incident, due, words, now, budget)
        lines = await asyncio.gather(*(self._climb(step, chunks) for _ in range(_SIDE_BY_SIDE)), return_exceptions=True)
        for each in lines:
            if isinstance(each, BaseException):
                raise each
        return sum(each for each in lines if isinstance(each, int))

    async def count(self, incident: Incident, due: Due) -> int:
        """How many would take that step now."""
        async with self._database.reading() as connection:
            return len(await people_due(connection, incident.id, due))

    async def enlist(self, incident: Incident, due: Due, now: datetime) -> int:
        """Everybody of the group comes onto the staff's list where they are: nobody takes a step, nobody is told."""
        taken = due.group.taken
        async with self._database.reading() as connection:
            people = await people_due(connection, incident.id, due, unlisted=True)
        listed = 0
        for start in range(0, len(people), CHUNK * LARGE):
            chunk = people[start : start + CHUNK * LARGE]
            async with self._database.writing() as connection:
                listed += len((await step_on(connection, incident.id, taken, chunk, To(taken, now))).people)
        return listed

    async def _climb(self, step: Step, chunks: Iterator[Sequence[PersonId]]) -> int:
        """Takes chunk after chunk; whoever climbs beside takes the others."""
        return sum([await self._chunk(step, each) for each in chunks])

    async def _chunk(self, step: Step, people: Sequence[PersonId]) -> int:
        async with self._database.writing() as connection:
            taken = step.due.group.taken
            to = To(taken + 1, step.now if step.due.road is Road.STAFF else None)
            moved = await step_on(connection, step.incident.id, taken, people, to)
            if moved.people:
                told = 0 if step.due.skipped else await tell(connection, step, moved, self._city_os)
                await write_told(connection, step.incident.id, taken, moved.people[0], told)
        return len(moved.people)


def _place(due: Due) -> Place:
    return Place(due.group.taken, due.group.support_needed)
