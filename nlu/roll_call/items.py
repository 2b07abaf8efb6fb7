"""Puts the pieces of a roll call together, from left to right, into statements about somebody."""

import re
from dataclasses import replace

from nlu.normalisation import PAUSE, STOP, Normalised
from nlu.roll_call.counting import JOINT, denies, is_settled, takes_count
from nlu.roll_call.item import Item
from nlu.roll_call.mark import PREFACES, Mark
from nlu.roll_call.piece import Piece
from nlu.roll_call.unlisted import unlisted_name
from nlu.scanning import Scan

_SUBJECT = re.compile("[はがもとや、。だ]|$")
_HANGS = frozenset((Mark.FLAG, Mark.CARD))
_MANY = frozenset((Mark.ALL, Mark.OTHERS))
_FLOATS = frozenset(("", "は", "が", "も"))
_NOBODY = frozenset(("誰も", "だれも", "だあれも"))
_BRACKETS = frozenset("([{【（「<〈")
_OF_BLOCKS = ("班", "の班", "の組")


class Items:
    """Reads pieces in order; `items` are what came of them."""

    def __init__(self, scan: Scan, normalised: Normalised) -> None:
        self._normalised = normalised
        self._scan = scan
        self._text = scan.text
        self._item = Item(0)
        self._end = 0
        self._forward: list[Piece] = []
        self._partly_told: set[tuple[str, ...]] = set()
        """Blocks of which some were named, and nothing was said of the others."""
        self._wholly_told: set[tuple[str, ...]] = set()
        self.items: list[Item] = []

    def of(self, pieces: list[Piece]) -> list[Item]:
        for piece in pieces:
            if self._item.is_empty and self._scan.unknown(self._end, piece.start) > 1:
                self._item.doubtful = True
            self._take(piece)
            self._item.pieces.append(piece)
            self._end = piece.end
        self._close(len(self._text))
        return self.items

    def _take(self, piece: Piece) -> None:
        if piece.mark is Mark.BLOCK:
            self._block(piece)
        elif piece.mark is Mark.EXCEPT:
            self._except()
        elif piece.mark is Mark.KIN:
            self._kin(piece)
        elif piece.mark is Mark.COUNT:
            self._counted(piece)
        elif piece.is_whom:
            self._whom(piece)
        elif piece.is_what:
            self._what(piece)
        elif piece.forward:
            self._forward.append(piece)
        elif piece.mark in PREFACES and self._item.is_empty:
            self._item.start = piece.end
        elif piece.mark is not Mark.TOTAL and piece.mark not in PREFACES:
            self._item.colour.append(piece)

    def _block(self, piece: Piece) -> None:
        item, gap = self._item, self._gap(piece)
        told = item.what or item.count
        if item.opens and not told and not item.whom and JOINT.fullmatch(gap):
            item.blocks = (*item.blocks, piece)
        elif item.whom and not told and not item.opens and not gap.strip("、のは") and not item.but:
            item.blocks, item.opens = (piece,), True
        else:
            self._open(piece.start)
            self._item.blocks, self._item.opens = (piece,), True

    def _except(self) -> None:
        item = self._item
        if item.whom or item.count:
            item.but = [*item.whom, *([item.count] if item.count else [])]
            item.whom, item.count = [], None
        else:
            item.doubtful = True

    def _kin(self, piece: Piece) -> None:
        """奥さんが after what was said of her house is somebody else; before anything, it is who is meant."""
        item = self._item
        subject = _SUBJECT.match(self._text, piece.end) is not None
        if item.what and subject:
            house = next((each for each in reversed(item.whom) if each.mark is Mark.NAME), None)
            named = house.named if house is not None else ()
            self._open(piece.start)
            self._item.whom.append(Piece(Mark.NAME, piece.start, piece.end, named, member=True))
        elif subject and item.whom and not item.what and item.whom[-1].household and PAUSE in self._gap(piece):
            item.whom[-1] = replace(item.whom[-1], end=piece.end, household=False, member=True)
        elif not item.whom and not item.what and (subject or not item.opens):
            self._whom(Piece(Mark.NAME, piece.start, piece.end, member=True))

    def _counted(self, piece: Piece) -> None:
        if not takes_count(self._item, piece, self._gap(piece), self._text):
            self._begin(piece)
            self._item.whom.append(piece)

    def _whom(self, piece: Piece) -> None:
        item = self._item
        if item.whom and not item.what and self._words(piece) in _NOBODY:
            return
        if self._floats(piece):
            item.whom = item.whom or [piece]
        elif piece.mark in _MANY and len(item.whom) == 1 and item.is_of_numbers and self._is_apposed(piece):
            item.count, item.whom = item.whom[0], [piece]
        elif self._is_aside(piece):
            item.count = item.count or next(iter(item.whom), None)
            item.whom, item.aside = [each for each in item.whom if each.mark is not Mark.COUNT] + [piece], True
        else:
            self._begin(piece)
            self._item.whom.append(piece)
            self._others(piece)

    def _floats(self, piece: Piece) -> bool:
        """旗全部出てた, 旗は全員出てる: the number stands behind the thing."""
        what = self._item.what
        return piece.mark is Mark.ALL and bool(what) and what[-1].mark in _HANGS and self._gap(piece) in _FLOATS

    def _is_apposed(self, piece: Piece) -> bool:
        """10軒全部."""
        return not self._item.what and not self._item.but and not self._gap(piece).strip("の、")

    def _others(self, piece: Piece) -> None:
        """ほか in the line of one block means that block, unless it can mean the other blocks."""
        if piece.mark is not Mark.OTHERS:
            return
        before = self.items[-1] if self.items else None
        whole = before is not None and before.opens and not before.whom and not before.count
        if whole or self._text.startswith(_OF_BLOCKS, piece.end):
            self._item.blocks = ()
        elif self._partly_told - {_key(self._item)}:
            self._item.doubtful = True

    def _is_aside(self, piece: Piece) -> bool:
        """2軒留守(田中、佐藤): who they are."""
        item = self._item
        if piece.mark not in {Mark.NAME, Mark.HOUSE} or not item.what:
            return False
        gap = self._gap(piece)
        place = self._normalised.origin[piece.start]
        opens = place > 0 and self._normalised.surface[place - 1] in _BRACKETS
        goes_on = item.aside and JOINT.fullmatch(gap) is not None and STOP not in gap
        return goes_on or (opens and (item.is_of_numbers or (not item.whom and item.count is not None)))

    def _words(self, piece: Piece) -> str:
        return self._text[piece.start : piece.end]

    def _begin(self, piece: Piece) -> None:
        """Whoever comes after something was said, or after words that are no joint, begins anew."""
        item = self._item
        if item.what or (item.whom and not JOINT.fullmatch(self._text, self._end_of_whom(), piece.start)):
            self._open(piece.start)

    def _end_of_whom(self) -> int:
        """Not of the last piece: in 佐藤さん訪問、鈴木さん無事 the two are not told the same."""
        item = self._item
        return max(item.whom[-1].end, item.count.end if item.count else 0)

    def _what(self, piece: Piece) -> None:
        item = self._item
        somebody = (item.whom or item.but or item.opens) and not item.what
        unlisted = None if somebody else unlisted_name(self._end, piece, self._scan, self._normalised)
        if unlisted is not None:
            self._open(unlisted.start)
            self._item.whom.append(unlisted)
        elif is_settled(item) and not denies(piece, self._gap(piece), self._text):
            self._open(piece.start)
        self._separate(piece)
        self._item.what.append(piece)

    def _separate(self, piece: Piece) -> None:
        """Names of earlier sentences are not meant by what one sentence says of the last name alone."""
        item = self._item
        if item.what or len(item.whom) < 2 or STOP in self._text[item.whom[-1].end : piece.start]:
            return
        for place in range(len(item.whom) - 1, 0, -1):
            if STOP in self._text[item.whom[place - 1].end : item.whom[place].start]:
                later = item.whom[place:]
                del item.whom[place:]
                self._open(later[0].start)
                self._item.whom = later
                return

    def _gap(self, piece: Piece) -> str:
        return self._text[self._end : piece.start]

    def _open(self, start: int) -> None:
        self._close(start)
        self._item = Item(start, blocks=self._item.blocks, colour=self._forward)
        self._forward = []

    def _close(self, end: int) -> None:
        """Up to the end of its sentence, or to where the next begins."""
        item = self._item
        if item.is_empty:
            return
        stop = self._text.find(STOP, item.last, end)
        item.end = end if stop < 0 else stop
        self.items.append(item)
        whole = any(each.mark in _MANY for each in item.whom) or not item.whom
        (self._wholly_told if whole else self._partly_told).add(_key(item))
        self._partly_told -= {(), *((_key(item),) if _key(item) in self._wholly_told else ())}


def _key(item: Item) -> tuple[str, ...]:
    return tuple(name for piece in item.blocks for name in piece.blocks)
