"""Reads what is lacking: a thing with a word for too little, a plain list of things, or a saying like 停電."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.core.understanding import Need
from nlu.clauses import Clause
from nlu.lexicon.entry import Kind
from nlu.lexicon.loading import Lexicon
from nlu.scanning import Scan
from nlu.signs import Sign, Truth, of_a_thing


@dataclass(slots=True)
class _Tally:
    named: list[Need] = field(default_factory=list)
    """Things waiting for the word that says whether they are lacking."""
    lacking: list[Need] = field(default_factory=list)

    def settle(self, *, lacking: bool) -> None:
        if lacking:
            self.lacking += self.named
        self.named.clear()


@dataclass(frozen=True, slots=True)
class NeedReading:
    """What is lacking; whether something was only asked for (水はありますか), or told to be there (水はあります)."""

    needs: tuple[Need, ...]
    asked: bool = False
    told: bool = False


def needs(parts: Sequence[tuple[Clause, tuple[Sign, ...]]], scan: Scan, lexicon: Lexicon) -> NeedReading:
    """Over all clauses, because 水、食べ物、毛布をお願いします spreads one need over three."""
    tally = _Tally()
    asked = False
    for clause, read in parts:
        asked = asked or (clause.asks and clause.has(Kind.THING))
        if clause.asks:
            tally.settle(lacking=False)
            continue
        _read(clause, read, lexicon, tally)
        if not _is_list(clause, scan):
            tally.settle(lacking=False)
    tally.settle(lacking=True)
    return NeedReading(tuple(dict.fromkeys(tally.lacking)), asked, _tells(parts))


def _read(clause: Clause, read: tuple[Sign, ...], lexicon: Lexicon, tally: _Tally) -> None:
    denied = {sign.match.start for sign in read if sign.truth in {Truth.DENIED, Truth.DOUBLED}}
    for match in clause.matches:
        if match.kind is Kind.THING:
            tally.named.append(Need(match.entry.value))
        elif match.kind is Kind.NEED and match.start not in denied:
            tally.lacking.append(Need(match.entry.value))
        elif match.kind in {Kind.LACK, Kind.NEGATOR}:
            tally.settle(lacking=lexicon.double.longest_at(clause.text, match.end) == match.end)
        elif match.kind is Kind.ENOUGH or (match.kind is Kind.SAFE and of_a_thing(match, clause)):
            tally.settle(lacking=False)


def _is_list(clause: Clause, scan: Scan) -> bool:
    only_things = all(match.kind in {Kind.THING, Kind.JOINT} for match in clause.matches)
    return only_things and clause.has(Kind.THING) and scan.unknown(clause.start, clause.end) == 0


_TOLD = (Kind.ENOUGH, Kind.SAFE, Kind.LACK, Kind.NEGATOR)


def _tells(parts: Sequence[tuple[Clause, tuple[Sign, ...]]]) -> bool:
    return any(clause.has(Kind.THING) and clause.has(*_TOLD) for clause, _ in parts)
