"""Who bears a name, who lives in a block, who lives together: of those alone whom the sender may see. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.gazetteer import SlotKind
from bot.core.ids import PersonId
from bot.core.people import Person
from bot.core.sightings import Block, ByName, Seen
from bot.rules.roll_call.seeing import Visible

MOST_OPTIONS = 12
"""Buttons under one question."""

HANGS_ON_HOUSES = frozenset({Seen.YELLOW_FLAG, Seen.DOOR_CARD})
_OWN_BLOCK = ("うち", "わが", "我が", "自分", "私", "わたし", "おら", "おれ", "当")


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells, when, and of whom they may. `id` names the message."""

    id: str
    sender: Person
    seen: tuple[Visible, ...]
    said_at: datetime


def bearers(by_name: ByName, block: Block | None, telling: Telling) -> tuple[Visible, ...]:
    """Those called so; under a block those of that block alone."""
    ids = {slot.value for slot in by_name.slots if slot.kind is SlotKind.PERSON}
    found = tuple(each for each in telling.seen if each.id in ids)
    return found if block is None else tuple(each for each in found if is_in(each, block, telling))


def is_in(each: Visible, block: Block, telling: Telling) -> bool:
    return each.person.block is not None and f"{each.person.district}/{each.person.block}" in _blocks(block, telling)


def _blocks(block: Block, telling: Telling) -> tuple[str, ...]:
    """The gazetteer's ids; of うちの班 the sender's own."""
    own = telling.sender
    if not block.values and own.block and block.words.startswith(_OWN_BLOCK):
        return (f"{own.district}/{own.block}",)
    return block.values


def housemates(found: Sequence[Visible], telling: Telling) -> tuple[Visible, ...]:
    homes = {each.home for each in found}
    return tuple(each for each in telling.seen if each.home in homes)


def households(people: Iterable[Visible]) -> tuple[tuple[PersonId, ...], ...]:
    """Those who live together, each household once."""
    homes: dict[tuple[str, str], list[PersonId]] = {}
    for each in people:
        homes.setdefault(each.home, []).append(each.id)
    return tuple(tuple(sorted(several)) for several in homes.values())


def each_alone(people: Iterable[Visible]) -> tuple[tuple[PersonId, ...], ...]:
    return tuple((each.id,) for each in people)
