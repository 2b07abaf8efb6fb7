"""Arrangements of ordinary days, in a world in memory."""

from collections.abc import Iterable
from dataclasses import replace

from bot.core.quiet_days import Practice, QuietDays
from bot.core.records import (
    PracticeDone,
    PracticeEnded,
    PracticeWished,
    QuietDaysAnswered,
    QuietDaysArranged,
    QuietDaysEnded,
    Record,
)
from bot.core.requests import PracticeOf, QuietDaysOf
from bot.storage.memory.world import World


def quiet_days_in(world: World, asked: QuietDaysOf) -> QuietDays | None:
    return world.quiet_days.get(asked.person)


def practice_in(world: World, asked: PracticeOf) -> Practice | None:
    return world.practices.get(asked.person)


def arrange(world: World, records: Iterable[Record]) -> None:
    for record in records:
        match record:
            case QuietDaysArranged(arranged):
                world.quiet_days[arranged.person] = arranged
            case QuietDaysEnded(person):
                world.quiet_days.pop(person, None)
            case QuietDaysAnswered(person) if person in world.quiet_days:
                world.quiet_days[person] = replace(world.quiet_days[person], unanswered=0, greeted_on=None)
            case PracticeWished() | PracticeEnded() | PracticeDone():
                _practise(world, record)
            case _:
                pass


def _practise(world: World, record: PracticeWished | PracticeEnded | PracticeDone) -> None:
    match record:
        case PracticeWished(person, at):
            world.practices.setdefault(person, Practice(person, at))
        case PracticeEnded(person):
            world.practices.pop(person, None)
        case PracticeDone(person, month):
            known = world.practices.get(person)
            if known is not None and (known.done_in or "") < month:
                world.practices[person] = replace(known, done_in=month, times=known.times + 1)
