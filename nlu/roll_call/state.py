"""What one stretch says of those it means. Distress is kept as such, and what is in doubt is never safe (promise 3)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.core.sightings import Absence, Seen
from bot.core.understanding import About, Condition, Need, Whereabouts
from nlu.facts import Fact, facts
from nlu.lexicon.entry import Entry, Kind
from nlu.lexicon.loading import Lexicon
from nlu.needs import needs
from nlu.normalisation import PAUSE, Normalised
from nlu.roll_call.hanging import taken_down
from nlu.roll_call.item import Item
from nlu.roll_call.mark import Mark
from nlu.roll_call.piece import Piece
from nlu.roll_call.places import Places
from nlu.roll_call.seen import how_seen
from nlu.scanning import Match, Scan, scan
from nlu.verdict import Verdict, verdict

_GRAVE = (Condition.NEEDS_RESCUE, Condition.INJURED)
_DISTRESS = frozenset((Kind.RESCUE, Kind.INJURED))
_ABSENCES = {
    Mark.NO_ANSWER: Absence.NO_ANSWER,
    Mark.AWAY: Absence.AWAY,
    Mark.NO_FLAG: Absence.NO_FLAG,
    Mark.UNCHECKED: Absence.UNCHECKED,
}
_ENTRIES = {
    Mark.NAME: Entry(Kind.PERSON),
    Mark.HOUSE: Entry(Kind.PERSON),
    Mark.SITE: Entry(Kind.PLACE, Whereabouts.SHELTER),
    Mark.EXCEPT: Entry(Kind.EXEMPT),
    Mark.BLOCK: Entry(Kind.EXEMPT),
}
"""What a piece is to the lexicon: 以外 is no 外, and うちの班 no house."""
_FINE, _SAYS_NOTHING = Entry(Kind.SAFE), Entry(Kind.PLAIN)
_NOT_FOUND = frozenset((Absence.NO_ANSWER, Absence.UNCHECKED))
_PASSED_ON = re.compile("(?:伝え|つたえ|知らせ)て|教えて(?!もら|くれた)")
_UNEXPLAINED = 3
"""So many characters that nobody can read beside a word of safety are asked about."""


@dataclass(frozen=True, slots=True)
class State:
    seen: Seen
    condition: Condition | None = None
    absence: Absence | None = None
    whereabouts: Whereabouts | None = None
    needs: tuple[Need, ...] = ()
    unsure: bool = False

    @property
    def tells(self) -> bool:
        return any((self.condition, self.absence, self.whereabouts, self.needs))


class States:
    """One message, with all that the lexicon found in it."""

    def __init__(self, normalised: Normalised, scanned: Scan, lexicon: Lexicon, *, flags: bool) -> None:
        self._normalised = normalised
        self._lexicon = lexicon
        self._scan = scanned
        self._flags = flags
        self._distress = Places((each for each in scanned.matches if each.kind in _DISTRESS), len(scanned.text))

    def of(self, item: Item) -> State:
        """Linear in the stretch; a stretch is in no two items."""
        what = taken_down(item.what, self._scan.text, flags=self._flags)
        scanned, read = self._read(item, what)
        verdicts = (verdict(read, About.SELF), verdict(read, About.OTHER))
        doubted = any(each.unsure for each in verdicts) or self._doubts(item, what, read)
        state = State(
            seen=how_seen(self._scan.text[item.start : item.end], what, item.colour, self._lexicon),
            condition=max(verdicts, key=lambda each: each.rank).condition,
            absence=next((_ABSENCES[mark] for mark in _ABSENCES if any(each.mark is mark for each in what)), None),
            whereabouts=_whereabouts(item, verdicts),
            needs=needs([(fact.clause, fact.signs) for fact in read], scanned, self._lexicon).needs,
            unsure=doubted,
        )
        return _weighed(state, what, unread=sum(fact.unknown for fact in read) >= _UNEXPLAINED)

    def _doubts(self, item: Item, what: list[Piece], read: Iterable[Fact]) -> bool:
        """返答なし may be distress; 佐藤さんに無事だと伝えて is no word about 佐藤さん."""
        cries = any(self._cries(each) for each in what if each.is_absence)
        passed_on = _PASSED_ON.search(self._scan.text, item.start, item.end) is not None
        doubtful = item.doubtful or any(each.doubtful for each in what)
        return cries or passed_on or doubtful or self._misses(item, read)

    def _read(self, item: Item, what: list[Piece]) -> tuple[Scan, tuple[Fact, ...]]:
        """Absences are taken out, so that 返事なし denies nothing else; a flag stands for safety itself."""
        origin = self._normalised.origin[item.start : item.end]
        folded = self._without(item, (each for each in what if each.is_absence or each.mark is Mark.TRACES))
        sub = Normalised(self._normalised.surface, folded, origin)
        known = {each.start - item.start: _match(each, item.start) for each in (*item.pieces, *item.whom, *what)}
        scanned = scan(folded, self._lexicon, {start: match for start, match in known.items() if start >= 0})
        return scanned, facts(scanned, sub, self._lexicon)

    def _without(self, item: Item, absences: Iterable[Piece]) -> str:
        folded = self._scan.text[item.start : item.end]
        for each in absences:
            if not self._cries(each):
                start, end = each.start - item.start, each.end - item.start
                folded = folded[:start] + PAUSE * (end - start) + folded[end:]
        return folded

    def _cries(self, piece: Piece) -> bool:
        return self._distress.touches(piece.start, piece.end)

    def _misses(self, item: Item, read: Iterable[Fact]) -> bool:
        """A word of distress that only the whole message shows, and not the stretch."""
        seen = {item.start + match.start for fact in read for match in fact.clause.matches if match.kind in _DISTRESS}
        return any(place not in seen for place in self._distress.begins(item.start, item.end))


def _match(piece: Piece, start: int) -> Match:
    """As a word of the lexicon, from the start of its stretch."""
    entry = _FINE if piece.is_well else _ENTRIES.get(piece.mark, _SAYS_NOTHING)
    return Match(piece.start - start, piece.end - start, entry)


def _whereabouts(item: Item, verdicts: Iterable[Verdict]) -> Whereabouts | None:
    if any(each.mark is Mark.AT_ANOTHERS for each in item.colour):
        return Whereabouts.ELSEWHERE
    return next((each.whereabouts for each in verdicts if each.whereabouts), None)


def _weighed(state: State, what: list[Piece], *, unread: bool) -> State:
    """Nobody is safe whom the same stretch could not find, or beside words that nobody can read."""
    if state.absence is None and state.whereabouts is Whereabouts.ELSEWHERE and state.condition is None:
        state = replace(state, absence=Absence.AWAY)
    if state.condition in _GRAVE:
        return state
    safe = state.condition is Condition.SAFE
    against = safe and (unread or state.absence in _NOT_FOUND)
    found_only = any(each.mark is Mark.CHECKED for each in what) and not safe and state.absence is None
    unsure = state.unsure or against or found_only or not state.tells
    return replace(state, unsure=unsure, condition=None if unsure and safe else state.condition)
