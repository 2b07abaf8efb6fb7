"""Whether a message that reads like one about many is more than a word about oneself or one's own kin. Pure."""

import re

from bot.core.gazetteer import SlotKind
from bot.core.ports import Known
from bot.core.sightings import ByName, RollCall, Sighting, Unnamed
from bot.rules.leading import asks_about_districts
from bot.rules.safety import is_distress
from bot.rules.where_and_who import speaks_of_oneself

_OUR_HOME = re.compile(r"^(?:うち|家|我が家|わが家|自宅|おらげ|おらえ)(?!の班|の組|の地区|の隣|の向)")


def tells_of_many(read: RollCall, known: Known) -> bool:
    """An officer's word about one of their own people alone is an answer for that person, as anybody's is."""
    people = {each.value for each in known.relations}
    meant = [frozenset(_people(each)) for each in read.sightings]
    if asks_about_districts(known.roles):
        return len(meant) != 1 or not meant[0] or not meant[0] <= people
    return len(frozenset().union(*meant)) > 1


def _people(sighting: Sighting) -> tuple[str, ...]:
    slots = sighting.whom.slots if isinstance(sighting.whom, ByName) else ()
    return tuple(slot.value for slot in slots if slot.kind is SlotKind.PERSON)


def own_part(read: RollCall) -> str:
    """What the sender says of themselves in it: うちは無事です, or a cry for help that names nobody. Empty: nothing."""
    cries = (each.words for each in read.sightings if is_own_cry(each))
    return "。".join((*(each for each in read.unread if is_own(each)), *cries))


def is_own(words: str) -> bool:
    return speaks_of_oneself(words) or _OUR_HOME.match(words.strip()) is not None


def is_own_cry(sighting: Sighting) -> bool:
    """助けて、動けない: of nobody, of no block and without a number."""
    nobody = isinstance(sighting.whom, Unnamed) and sighting.block is None and sighting.count is None
    return nobody and is_distress(sighting.condition)
