"""Takes a folded roll call apart, from left to right. Whom it speaks of and what it says are told apart here."""

import re
from collections.abc import Iterator

from bot.core.gazetteer import SlotKind
from nlu.lexicon.entry import Kind
from nlu.lexicon.loading import Lexicon
from nlu.normalisation import BOUNDARIES
from nlu.roll_call.mark import WHAT, Mark, marks_at
from nlu.roll_call.numbers import bare, blocks, numbers
from nlu.roll_call.people import (
    at_anothers,
    house_at,
    house_by_place,
    next_to,
    source,
    unknown_with_title,
    with_belongings,
)
from nlu.roll_call.piece import Piece
from nlu.roll_call.residents import Register
from nlu.scanning import Match, Scan

_STATES = frozenset((Kind.SAFE, Kind.INJURED, Kind.RESCUE, Kind.WORRY, Kind.WHERE, Kind.NEED, Kind.THING))
_DISTRESS = frozenset((Kind.RESCUE, Kind.INJURED, Kind.WORRY))
_KANA_ONLY = re.compile("[ぁ-ゖ]{1,2}")
_CARRIES = frozenset("はがもにをのでと")
_VERB = ("て", "で", "っ", "人", "人は", "人も", "人が", "者", "者は", "者も", "者が", "ては")
_NOT_ALONE = frozenset((Mark.AWAY, Mark.CHECKED))
_OWN_NAME = re.compile("(?:です|でございます|といいます|と申します|より|だ)?(?=[。、]|$)")
_POLITE = ("さん", "さま", "様", "氏", "くん", "君", "ちゃん")
"""Nobody calls themselves so."""
_FLAGS = frozenset((Mark.FLAG, Mark.CARD))
_HANGING = re.compile("[はがも、]?")


class Pieces:
    """One text with what is known of it; `read` is linear in it."""

    def __init__(
        self, scanned: Scan, lexicon: Lexicon, register: Register, breaks: frozenset[int] = frozenset()
    ) -> None:
        """`breaks`: where a space was written that folding took away."""
        self._text = scanned.text
        self._lexicon = lexicon
        self._register = register
        self._breaks = breaks
        self._numbers = {each.start: each for each in (*numbers(scanned.text), *blocks(scanned.text))}
        self._states: dict[int, Match] = {}
        self._exempt: dict[int, int] = {}
        for match in scanned.matches:
            if match.kind is Kind.EXEMPT:
                self._exempt[match.start] = match.end
            elif match.kind in _STATES:
                known = self._states.get(match.start)
                self._states[match.start] = max(known, match, key=_weight) if known else match

    def read(self) -> list[Piece]:
        found: list[Piece] = []
        start = 0
        while start < len(self._text):
            piece = self._at(start, found[-1] if found else None)
            if piece is not None:
                found.append(piece)
            start = piece.end if piece is not None else start + 1
        return found

    def _at(self, start: int, last: Piece | None) -> Piece | None:
        opens = start == 0 or self._text[start - 1] in BOUNDARIES or (last is not None and last.end == start)
        opens = opens or start in self._breaks
        candidates = [each for each in self._candidates(start, last, opens=opens) if each is not None]
        chosen = max(candidates, key=_precedence, default=None)
        if chosen is None:
            return None
        return self._completed(chosen, last)

    def _candidates(self, start: int, last: Piece | None, *, opens: bool) -> Iterator[Piece | None]:
        yield self._numbers.get(start)
        yield self._name(start, opens=opens)
        for mark, end in marks_at(self._text, start, self._lexicon).items():
            yield self._marked(mark, start, end, last, opens=opens)
        state = self._states.get(start)
        if state is not None:
            yield Piece(Mark.STATE, start, state.end, safe=state.kind is Kind.SAFE)
        if last is not None and last.is_what and opens:
            yield bare(self._text, start)
        if opens or not _is_kanji(self._text[start - 1]):
            yield self._unknown(start, state, opens=opens)

    def _name(self, start: int, *, opens: bool) -> Piece | None:
        found = self._register.longest(self._text, start, opens=opens)
        if found is None:
            return None
        end, named = found
        people = tuple(each for each in named if each.kind is SlotKind.PERSON)
        if people:
            return with_belongings(Piece(Mark.NAME, start, end, people), self._text)
        if any(each.kind is SlotKind.BLOCK for each in named):
            return Piece(Mark.BLOCK, start, end, blocks=(self._text[start:end],))
        site = any(each.kind is SlotKind.SITE for each in named)
        return Piece(Mark.SITE if site else Mark.PREFACE, start, end)

    def _marked(self, mark: Mark, start: int, end: int, last: Piece | None, *, opens: bool) -> Piece | None:
        before = self._text[max(0, start - 3) : start]
        inside = not opens and before[-1:] not in _CARRIES and _is_kana(before[-1:])
        if inside and _KANA_ONLY.fullmatch(self._text, start, end):
            return None
        if mark in _NOT_ALONE and _KANA_ONLY.match(self._text, start) and before.endswith(_VERB):
            return None
        if mark is Mark.MISSING and not self._stands_for_something(start, end, last):
            return None
        return Piece(mark, start, end)

    def _stands_for_something(self, start: int, end: int, last: Piece | None) -> bool:
        """なし opens a sentence, or hangs on a flag, a number or (出てない) on somebody; 水がない does not."""
        if start == 0 or self._text[start - 1] in BOUNDARIES:
            return True
        if last is None or not _HANGING.fullmatch(self._text, last.end, start):
            return False
        return last.mark in {*_FLAGS, Mark.COUNT} or (last.is_whom and end - start > 2)

    def _unknown(self, start: int, state: Match | None, *, opens: bool) -> Piece | None:
        if (state is not None and state.end - state.start > 1) or start in self._exempt:
            return None
        marks = marks_at(self._text, start, self._lexicon)
        if any(mark in WHAT and end - start > 1 for mark, end in marks.items()):
            return None
        named = unknown_with_title(self._text, start) if opens or _is_kanji(self._text[start]) else None
        if named is None:
            return house_by_place(self._text, start) if opens else None
        return None if max(marks.values(), default=0) >= named.end or self._holds_another(named) else named

    def _holds_another(self, piece: Piece) -> bool:
        """旗鈴木さん is no name, where 鈴木さん is one; and たくさん is none anywhere."""
        return any(
            place in self._exempt
            or (place > piece.start and self._register.longest(self._text, place, opens=True) is not None)
            for place in range(piece.start, piece.end)
        )

    def _completed(self, piece: Piece, last: Piece | None) -> Piece:
        if piece.mark is Mark.HOUSE:
            piece = next_to(house_at(piece, self._text), self._text, self._register)
        elif piece.mark is Mark.NAME and piece.named:
            piece = self._beside(next_to(piece, self._text, self._register))
        if piece.mark in {Mark.NAME, Mark.HOUSE, Mark.KIN}:
            piece = self._as_said(piece, last)
        return piece

    def _as_said(self, piece: Piece, last: Piece | None) -> Piece:
        spoken_of = last is not None and (last.is_whom or last.is_what)
        there = at_anothers(piece, self._text) if last is not None and last.is_whom else None
        return self._own_name(piece, last) or there or source(piece, self._text, spoken_of=spoken_of) or piece

    def _beside(self, piece: Piece) -> Piece:
        """佐藤さんの隣 is the house beside, not his."""
        if not self._text.startswith("の", piece.end):
            return piece
        end = marks_at(self._text, piece.end + 1, self._lexicon).get(Mark.HOUSE)
        return piece if end is None else house_at(Piece(Mark.HOUSE, piece.start, end), self._text)

    def _own_name(self, piece: Piece, last: Piece | None) -> Piece | None:
        """会長の山口です: the writer. Without an office only where the message opens with it."""
        match = _OWN_NAME.match(self._text, piece.end)
        polite = self._text.endswith(_POLITE, piece.start, piece.end)
        if piece.mark is not Mark.NAME or match is None or polite or piece.household or piece.member:
            return None
        office = last is not None and last.mark is Mark.OFFICE and piece.start - last.end <= 1
        return Piece(Mark.PREFACE, piece.start, match.end()) if office or (match[0] and piece.start == 0) else None


def _weight(match: Match) -> tuple[bool, int]:
    return match.kind in _DISTRESS, match.end


_RANKS = (Mark.PREFACE, Mark.VISIT, Mark.IN_PERSON, Mark.TELEPHONE, Mark.HEARSAY, Mark.STATE, Mark.CHECKED)


def _precedence(piece: Piece) -> tuple[int, int]:
    """The longest; of equals a name before a word, and what segments before what only colours."""
    rank = _RANKS.index(piece.mark) if piece.mark in _RANKS else len(_RANKS)
    return piece.end, rank + (piece.mark is Mark.NAME)


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿" or character == "々"


def _is_kana(character: str) -> bool:
    return "ぁ" <= character <= "ゖ"
