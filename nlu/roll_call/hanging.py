"""A flag or a card that does not hang out: 旗なし, 旗は出てない, 旗8軒出てない, and なし behind 旗あり8軒."""

from dataclasses import replace

from nlu.normalisation import PAUSE, STOP
from nlu.roll_call.mark import Mark
from nlu.roll_call.piece import Piece

_HANGS = frozenset((Mark.FLAG, Mark.CARD))
_TAKES_DOWN = frozenset((Mark.MISSING, Mark.UNCHECKED))
_NEAR = 5


def taken_down(what: list[Piece], text: str, *, flags: bool) -> list[Piece]:
    """旗なし and 旗は出てない are one word; in a message about flags なし is one by itself."""
    found: list[Piece] = []
    for piece in what:
        before = found[-1] if found else None
        if before is not None and _takes_down(before, piece, text):
            found[-1] = Piece(Mark.NO_FLAG, before.start, piece.end)
        else:
            found.append(_alone(piece, flags=flags) if piece.mark is Mark.MISSING else piece)
    return found


def _takes_down(flag: Piece, piece: Piece, text: str) -> bool:
    """旗、なし and 旗8軒出てない are one; 旗。なし is not."""
    gap = text[flag.end : piece.start]
    parted = STOP in gap or (PAUSE in gap and gap != PAUSE)
    return flag.mark in _HANGS and piece.mark in _TAKES_DOWN and len(gap) <= _NEAR and not parted


def _alone(piece: Piece, *, flags: bool) -> Piece:
    return replace(piece, mark=Mark.NO_FLAG) if flags else replace(piece, mark=Mark.UNCHECKED, doubtful=True)
