"""Everybody of a district as the counts need them: who may be named to this asker, and with which block."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.ask import Topic, ask
from bot.core.consents import Item
from bot.core.ids import PersonId
from bot.core.reports import Listing
from bot.core.requests import ResidentsOf
from bot.core.turn import Turn
from bot.rules.area_list import MANY, Seen, seen_by
from bot.rules.area_summary import Counted
from bot.topics.area.question import About, asker


@dataclass(frozen=True, slots=True)
class Roll:
    """`seen`: those of them of whom name and condition may be shown."""

    people: tuple[Counted, ...] = ()
    seen: Mapping[PersonId, Seen] = field(default_factory=dict)


def counted(turn: Turn, about: About) -> Topic[Roll | None]:
    """None where the district is too large to be looked at one by one."""
    people = yield from ask(ResidentsOf(about.district, about.incident.id, Listing.EVERYBODY, MANY))
    if people.total > len(people.residents):
        return None
    seen = {each.resident.person.id: each for each in seen_by(asker(turn, about, people), people)}
    placed = {id_ for id_, each in seen.items() if Item.ADDRESS in each.items}
    return Roll(
        tuple(Counted(each, each.person.id in seen, each.person.id in placed) for each in people.residents), seen
    )
