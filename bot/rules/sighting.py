"""How much a sighting weighs: who met somebody knows more than who saw a flag from the street. Pure."""

from bot.core.reports import Report, Source
from bot.core.sightings import Seen
from bot.core.understanding import Condition

_WEIGHTS = {
    Seen.VISIT: 7,
    Seen.TELEPHONE: 6,
    Seen.UNSAID: 5,
    Seen.DOOR_CARD: 4,
    Seen.YELLOW_FLAG: 3,
    Seen.TRACES: 2,
    Seen.HEARSAY: 1,
}
"""A card has the household's own words, a flag says one thing only; a light in a window may be an empty house."""

_WORD = 7
"""Words or a button outside of a roll call: somebody speaks of themselves, or of whom they have spoken with."""

SETTLING = frozenset({Source.SELF, Source.STAFF})
"""Who can end what others said before: the person, and staff who have checked."""

_DISTRESS = (Condition.INJURED, Condition.NEEDS_RESCUE)


def weight(sighting: Seen | None) -> int:
    return _WORD if sighting is None else _WEIGHTS[sighting]


def is_from_afar(sighting: Seen | None) -> bool:
    """Nobody was spoken to: a flag, a card, a light, somebody else's word."""
    return weight(sighting) <= _WEIGHTS[Seen.DOOR_CARD]


def is_made_sure(sighting: Seen | None) -> bool:
    """Somebody was met or called. How it is known may also be left unsaid: that is word of somebody, and no more."""
    return sighting in (None, Seen.VISIT, Seen.TELEPHONE)


def settles(report: Report) -> bool:
    """Whether it ends what others said: a member of staff who only saw a flag has checked nothing."""
    return report.source in SETTLING and not is_from_afar(report.sighting)


def replaces(report: Report, before: Report) -> bool:
    """Whether the newer statement of one speaker takes the place of the older.

    Nothing seen from afar takes back a word of distress that was said of somebody who had been met or called.
    """
    weaker = is_from_afar(report.sighting) and not is_from_afar(before.sighting)
    return not (weaker and before.condition in _DISTRESS and report.condition not in _DISTRESS)
