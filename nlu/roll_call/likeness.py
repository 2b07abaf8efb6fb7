"""Whether a message reads like a roll call at all. Only for senders who hold an office or support several people."""

from bot.core.sightings import Block, ByName, House, Rest, RollCall, Seen, Sighting, Unit, Unnamed

_SIGNS = frozenset((Seen.YELLOW_FLAG, Seen.DOOR_CARD))


def is_roll_call(text: str, reading: RollCall) -> bool:
    """`reading` is that of `text`. One's own 無事です is none, nor is a question (まだの人は?)."""
    others = [each for each in reading.sightings if _is_of_others(each)]
    counted = [each for each in reading.sightings if each.count is not None and each.tells]
    clear = [each for each in others if each.tells or each.seen is not Seen.UNSAID]
    if reading.asks or text.rstrip().endswith(("?", "？")):
        return len(clear) > 1
    return bool(clear) or len(others) > 1 or len(counted) > 1


def _is_of_others(sighting: Sighting) -> bool:
    """全員無事 or 二人無事 alone may be the sender's own family; 母 is."""
    match sighting.whom:
        case ByName(slots=slots, member=member):
            return bool(slots) or not member
        case Block() | House():
            return True
        case Rest(block=block, but=but, but_count=but_count):
            return bool(block or but or but_count) or sighting.seen in _SIGNS
        case Unnamed(block=block):
            households = sighting.count is not None and sighting.count.unit is not Unit.PEOPLE
            return block is not None or (households and sighting.tells)
