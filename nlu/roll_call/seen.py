"""How somebody was seen, from the words beside what is told of them."""

from collections.abc import Iterable

from bot.core.sightings import Seen
from nlu.lexicon.loading import Lexicon
from nlu.roll_call.mark import Mark, marks_at
from nlu.roll_call.piece import Piece

_EVIDENCE = (
    (Mark.SOURCE, Seen.HEARSAY),
    (Mark.TELEPHONE, Seen.TELEPHONE),
    (Mark.VISIT, Seen.VISIT),
    (Mark.HEARSAY, Seen.HEARSAY),
    (Mark.FLAG, Seen.YELLOW_FLAG),
    (Mark.CARD, Seen.DOOR_CARD),
    (Mark.TRACES, Seen.TRACES),
    (Mark.NO_FLAG, Seen.YELLOW_FLAG),
)
"""What weighs more stands first: who has met somebody does not go by the flag."""
_MET = (Mark.TELEPHONE, Mark.VISIT)
_TRACES_ALONE = frozenset((Mark.NO_ANSWER, Mark.AWAY))


def how_seen(text: str, what: Iterable[Piece], colour: Iterable[Piece], lexicon: Lexicon) -> Seen:
    """`text` is the stretch. The person's own word is no hearsay."""
    marks = {each.mark for each in (*what, *colour)}
    said = marks | {mark for start in range(len(text)) for mark in marks_at(text, start, lexicon)}
    marks |= said & {Mark.TELEPHONE, Mark.VISIT, Mark.TRACES, Mark.HEARSAY, Mark.SOURCE}
    if Mark.IN_PERSON in said and Mark.SOURCE not in marks:
        return Seen.TELEPHONE if Mark.TELEPHONE in marks else Seen.VISIT
    if Mark.TRACES in marks and marks & _TRACES_ALONE and not marks & {Mark.HEARSAY, Mark.SOURCE}:
        return Seen.TRACES
    return next((seen for mark, seen in _EVIDENCE if mark in marks), Seen.UNSAID)
