"""Makes sightings of an item and its state. Whatever is in doubt about either is in doubt about the sighting."""

import re

from bot.core.sightings import Block, Rest, Sighting, Whom
from bot.core.understanding import Condition
from nlu.roll_call.item import Item
from nlu.roll_call.state import State
from nlu.roll_call.whom import Addressing

_EDGES = "、。 /】]」\n\r\t"
_TRAILING = re.compile(r"[、。\s]*(?:あと|あど|ただし|ただ|その|それと|それから|でも|[(（])?[、。\s]*$")


def sightings(item: Item, state: State, people: Addressing, words: str) -> list[Sighting]:
    """One for each whom the item means. `words`: the stretch as written."""
    blocks = people.blocks(item)
    doubtful = item.doubtful or any(each.doubtful for each in (*item.whom, *item.blocks))
    people_meant = people.meant(item, blocks)
    none = any(count is not None and count.number == 0 for _, count in people_meant)
    unsure = state.unsure or doubtful or none or not item.is_of_somebody
    condition = None if none or (unsure and state.condition is Condition.SAFE) else state.condition
    return [
        Sighting(
            whom=whom,
            words=_trimmed(words),
            seen=state.seen,
            condition=condition,
            absence=state.absence,
            whereabouts=state.whereabouts,
            needs=state.needs,
            count=count,
            block=whom if isinstance(whom, Block) else _over(whom, blocks),
            unsure=unsure or _is_of_all(whom, condition),
        )
        for whom, count in people_meant
    ]


def _trimmed(words: str) -> str:
    trimmed = _TRAILING.sub("", words).strip(_EDGES)
    return trimmed + ")" if trimmed.count("(") > trimmed.count(")") else trimmed


def _is_of_all(whom: Whom, condition: Condition | None) -> bool:
    """Nobody means that a whole block is hurt: it has to be asked who."""
    return isinstance(whom, Rest | Block) and condition in {Condition.INJURED, Condition.NEEDS_RESCUE}


def _over(whom: Whom, blocks: tuple[Block, ...]) -> Block | None:
    if isinstance(whom, Rest):
        return whom.block
    return blocks[0] if len(blocks) == 1 else None
