"""Cuts a scanned text into clauses, because a denial or a doubt reaches no further than its clause."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlu.lexicon.entry import Kind
from nlu.normalisation import BOUNDARIES, PAUSE, QUESTION
from nlu.scanning import Match, Scan

MAX_CLAUSE = 120
"""Nobody says one thing in more characters; keeps the reading of any text linear."""

_ASKING = ("か", "かい", "かな", "かね", "かしら", "がい", "かの", "かよ", "かあ")
_FREE = ("ない", "ねえ", "なく", "なし", "ません", "なか", "ねぐ", "ねく", "無", "ず")
"""Negations that may open a sentence of their own; the others deny what stands before the break."""
_TOWARDS = tuple(particle + PAUSE for particle in "にへさ")
_NOT_ASKING = ("なか", "しか", "ほか", "ばか", "いつか", "誰か", "何か", "どうか", "しずか", "なんか", "だれか")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch `start` to `end` of the folded text with what was found in it."""

    text: str
    start: int
    end: int
    matches: tuple[Match, ...]
    but: bool = False
    """Comes after だけど and its like: here people say what is wrong."""
    asks: bool = False
    last_hedge: int = -1
    """Where the last かもしれない, らしい or たら begins; -1 without one."""
    endless: bool = False
    """Was cut by length alone: what denies its words may stand beyond the cut."""

    def of(self, *kinds: Kind) -> list[Match]:
        return [match for match in self.matches if match.kind in kinds]

    def has(self, *kinds: Kind) -> bool:
        return any(match.kind in kinds for match in self.matches)


@dataclass(frozen=True, slots=True)
class _Cut:
    end: int
    next: int
    but: bool = False
    forced: bool = False


def clauses(scan: Scan) -> list[Clause]:
    """In order; clauses that hold nothing are left out. Linear in text and matches."""
    found: list[Clause] = []
    start = taken = 0
    but = False
    for cut in _kept_short(_cuts(scan)):
        if cut.end < start:
            but = but or cut.but
            continue
        taken = _first_from(scan.matches, start, taken)
        clause = _clause(scan, start, cut, but=but, taken=taken)
        if _says_something(clause):
            found.append(clause)
            but = False
        but = but or cut.but
        start = max(start, cut.next)
    return found


def _cuts(scan: Scan) -> Iterator[_Cut]:
    at: dict[int, _Cut] = {}
    for match in scan.matches:
        if match.kind in {Kind.BUT, Kind.JOINT, Kind.STOP}:
            at[match.end] = _Cut(match.end, match.end, but=match.kind is Kind.BUT or _but_at(at, match.end))
    resumes = {match.start for match in scan.matches if match.kind in {Kind.NEGATOR, Kind.HEDGE, Kind.HEARSAY}}
    hedges = {match.start for match in scan.matches if match.kind in {Kind.HEDGE, Kind.HEARSAY}}
    hedges |= {match.start for match in scan.matches if match.kind is Kind.WHERE and _leads(scan.text, match.start)}
    for index, character in enumerate(scan.text):
        if index in at:
            yield at[index]
        if character in BOUNDARIES and not (
            index + 1 in hedges or (index + 1 in resumes and _resumes(scan.text, index))
        ):
            yield _Cut(index, index + 1)
    length = len(scan.text)
    yield at.get(length, _Cut(length, length))


def _kept_short(cuts: Iterator[_Cut]) -> Iterator[_Cut]:
    last = 0
    for cut in cuts:
        long = cut.end - last > MAX_CLAUSE
        while cut.end - last > MAX_CLAUSE:
            last += MAX_CLAUSE
            yield _Cut(last, last, forced=True)
        yield replace(cut, forced=True) if long else cut
        last = cut.next


def _leads(text: str, start: int) -> bool:
    """二階に、避難しました goes on over the pause."""
    return text.endswith(_TOWARDS, 0, start)


def _resumes(text: str, index: int) -> bool:
    """無事、ではない and 大丈夫…じゃない go on over the break."""
    return text[index] == PAUSE or not text.startswith(_FREE, index + 1)


def _but_at(at: dict[int, _Cut], end: int) -> bool:
    return end in at and at[end].but


def _first_from(matches: tuple[Match, ...], start: int, taken: int) -> int:
    while taken < len(matches) and matches[taken].start < start:
        taken += 1
    return taken


def _clause(scan: Scan, start: int, cut: _Cut, *, but: bool, taken: int) -> Clause:
    end = cut.end
    inside: list[Match] = []
    for index in range(taken, len(scan.matches)):
        if scan.matches[index].start >= end:
            break
        inside.append(scan.matches[index])
    hedge = max((match.start for match in inside if match.kind is Kind.HEDGE), default=-1)
    words = scan.text[start:end].rstrip("".join(BOUNDARIES))
    asks = scan.text[end : end + 1] == QUESTION or _asks(words)
    return Clause(scan.text, start, end, tuple(inside), but=but, asks=asks, last_hedge=hedge, endless=cut.forced)


def _asks(words: str) -> bool:
    return words.endswith(_ASKING) and not words.endswith(_NOT_ASKING)


def _says_something(clause: Clause) -> bool:
    words = clause.text[clause.start : clause.end].strip("".join(BOUNDARIES))
    if not words:
        return False
    return not any(match.kind is Kind.BUT and match.end - match.start >= len(words) for match in clause.matches)
