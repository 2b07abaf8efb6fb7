"""What people are told when somebody silent moves one step on, as letters in the transaction in which they move."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.ladder import Road
from bot.core.people import District, Person, RelationKind
from bot.core.records import Message
from bot.core.replies import Reply
from bot.core.requests import Circle
from bot.rules.ladder import Due
from bot.rules.silence_told import Telling
from bot.storage.agreed import CityOsRules
from bot.storage.insert import add_new
from bot.storage.ladder.circles import circles_near
from bot.storage.ladder.groups import Moved
from bot.storage.ladder.leaders import Listed, newly_listed
from bot.storage.ladder.silences import Silences, write_silences
from bot.storage.outbox.budget import Budget
from bot.storage.parting import cost
from bot.storage.posting import post
from bot.storage.questions import reminder_letters
from bot.storage.reachable import addressees_among
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import outbox


@dataclass(frozen=True, slots=True)
class Words:
    """What is said on each road; pure, the rules behind it."""

    reminder: Callable[[int], tuple[Reply, ...]]
    """For the first, the second ... reminder."""
    to_relations: Callable[[Circle, RelationKind, Collection[PersonId]], Sequence[Telling]]
    """The last: who has begun."""
    of_silence: Callable[[Telling], Message]
    to_leaders: Callable[[District, int, tuple[Person, ...]], Sequence[Message]]


@dataclass(frozen=True, slots=True)
class Step:
    """A step that one group takes at one moment."""

    incident: Incident
    due: Due
    words: Words
    now: datetime
    budget: Budget
    """LINE messages that it may spend."""


async def tell(connection: AsyncConnection, step: Step, moved: Moved, city_os: CityOsRules | None) -> int:
    """About those who have just moved; about how many something goes out now."""
    people = moved.people
    match step.due.road:
        case Road.REMINDER:
            return await _remind(connection, step, people)
        case Road.FAMILY | Road.SUPPORTER:
            kind = RelationKind(step.due.road.value)
            near = await circles_near(connection, people, kind, city_os)
            told = [each for circle in near.circles for each in step.words.to_relations(circle, kind, moved.begun)]
            silences = Silences(step.words.of_silence, step.now, step.budget)
            return len(await write_silences(connection, told, near.roads, silences, _name(step, people), step.now))
        case Road.LEADER:
            return await _tell_leaders(connection, step, people)
        case Road.STAFF:
            return 0


async def _remind(connection: AsyncConnection, step: Step, people: Sequence[PersonId]) -> int:
    addressees = await addressees_among(connection, people)
    said = step.words.reminder(step.due.number)
    letters = reminder_letters(step.incident, said, addressees, _name(step, people), step.now, step.budget.left)
    step.budget.spend(cost(letters))
    await add_new(connection, outbox, [row_of_letter(each) for each in letters])
    going = {(each.channel, address) for each in letters if not each.beyond for address in each.recipients}
    return len({each.person for each in addressees if (each.channel, each.address) in going})


async def _tell_leaders(connection: AsyncConnection, step: Step, people: Sequence[PersonId]) -> int:
    listed = await newly_listed(connection, step.incident, people)
    to_leaders = [(each, _to_leaders(step, each)) for each in listed]
    going = await post(connection, [m for _, messages in to_leaders for m in messages], (), step.now, step.budget)
    return sum(each.newly for each, messages in to_leaders if any(going[m.to] for m in messages))


def _name(step: Step, people: Sequence[PersonId]) -> tuple[str | int, ...]:
    """Nobody takes a step twice: whoever is the first of those who take it together names it."""
    return ("ladder", step.incident.id, step.due.group.taken, people[0])


def _to_leaders(step: Step, listed: Listed) -> list[Message]:
    """Once for a step and a district, with the first of its people; the others are in the count, and on the list."""
    asked = listed.asked_at.isoformat()
    once = "\x1f".join(("ladder", step.incident.id, str(step.due.group.taken), listed.district.id, asked))
    told = step.words.to_leaders(listed.district, listed.silent, listed.leaders)
    return [replace(each, once=once) for each in told]
