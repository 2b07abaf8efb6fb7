"""Who is on the way and who was asked again, in a world in memory."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.core.going import Going
from bot.core.ids import PersonId
from bot.core.records import GoingStated, GoingTakenBack, Nudged, Record
from bot.core.requests import LastNudgeOf
from bot.storage.memory.world import World


def goings_in(world: World, person: PersonId) -> tuple[Going, ...]:
    mine = (each for each in world.goings if each.about == person and each.ended_at is None)
    return tuple(sorted(mine, key=lambda each: (each.said_at, each.id)))


def last_nudge(world: World, asked: LastNudgeOf) -> datetime | None:
    nudges = (each for each in world.nudges if (each.about, each.incident) == (asked.person, asked.incident))
    return max((each.at for each in nudges), default=None)


def do_for_somebody(world: World, records: Iterable[Record]) -> None:
    for record in records:
        match record:
            case GoingStated(going):
                world.goings.append(going)
            case GoingTakenBack():
                world.goings[:] = [_after(each, record) for each in world.goings]
            case Nudged():
                world.nudges.append(record)
            case _:
                pass


def _after(going: Going, taken_back: GoingTakenBack) -> Going:
    is_meant = (going.about, going.goer, going.ended_at) == (taken_back.about, taken_back.goer, None)
    return replace(going, ended_at=taken_back.at) if is_meant else going
