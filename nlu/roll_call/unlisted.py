"""Somebody of whom no list knows, and who has no さん either: ヤマダ○."""

import re

from nlu.normalisation import Normalised
from nlu.roll_call.mark import Mark
from nlu.roll_call.piece import Piece
from nlu.scanning import Scan

_BREAKS = "、。? "
_NAME = re.compile("[はがもとや]?(?P<name>[一-鿿々ヶ]{1,5}|(?P<katakana>[ァ-ヺー]{2,6}))")
_KANA_NAME = re.compile("[ぁ-ゖ]{2,6}")
_SIGNS = frozenset((Mark.FINE, Mark.UNCHECKED))
_SAID_OF_SOMEBODY = _SIGNS | {Mark.AWAY, Mark.NO_ANSWER, Mark.FLAG, Mark.MISSING}


def unlisted_name(end: int, piece: Piece, scan: Scan, normalised: Normalised) -> Piece | None:
    """Words that nothing knows between `end` and `piece`, where that is said of people. Always doubtful."""
    gap = scan.text[end : piece.start]
    start = end + len(gap) - len(gap.lstrip(_BREAKS))
    stop = piece.start - (len(gap) - len(gap.rstrip(_BREAKS)))
    if not (piece.mark in _SAID_OF_SOMEBODY or piece.safe) or start >= stop:
        return None
    unknown = scan.unknown(start, stop)
    match = _NAME.fullmatch(normalised.as_written(start, stop))
    if match is not None and (unknown or match["katakana"] or piece.mark in _SIGNS):
        return Piece(Mark.NAME, start + match.start("name"), stop, doubtful=True)
    kana = unknown == stop - start and _KANA_NAME.fullmatch(scan.text, start, stop)
    return Piece(Mark.NAME, start, stop, doubtful=True) if kana else None
