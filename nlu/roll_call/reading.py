"""Reads a roll call: from the text to its sightings. Pure; never raises on any text."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.gazetteer import EMPTY, Gazetteer
from bot.core.sightings import RollCall, Sighting
from bot.core.understanding import Condition, Intent
from nlu.lexicon.entry import Kind
from nlu.lexicon.loading import Lexicon
from nlu.normalisation import STOP, Normalised
from nlu.roll_call.heading import apposed, under_headings
from nlu.roll_call.item import Item
from nlu.roll_call.items import Items
from nlu.roll_call.leftovers import Leftovers
from nlu.roll_call.mark import PREFACES, Mark
from nlu.roll_call.piece import Piece
from nlu.roll_call.pieces import Pieces
from nlu.roll_call.places import Places
from nlu.roll_call.residents import Register, Residents
from nlu.roll_call.state import State, States
from nlu.roll_call.telling import sightings
from nlu.roll_call.whom import Addressing
from nlu.roll_call.written import breaks, written
from nlu.scanning import Scan, scan

_GRAVE = frozenset((Kind.RESCUE, Kind.INJURED, Kind.WORRY))


class RollCallReader:
    """Holds the lexicon with the words of a roll call (`load_lexicon([WORDS, ...])`)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._residents = Residents(lexicon)

    def read(self, text: str, gazetteer: Gazetteer = EMPTY) -> RollCall:
        """The persons of the gazetteer are those whom the sender may see, by `bot.rules.naming.named_resident`."""
        normalised = written(text)
        scanned = scan(normalised.folded, self._lexicon)
        spaces = breaks(normalised)
        return _Message(normalised, scanned, self._lexicon, self._residents.of(gazetteer, spaces), spaces).read()


class _Message:
    """One text with all that is known of it."""

    def __init__(
        self, normalised: Normalised, scanned: Scan, lexicon: Lexicon, register: Register, spaces: frozenset[int]
    ) -> None:
        self._normalised = normalised
        self._scan = scanned
        self._spaces = spaces
        self._pieces = Pieces(scanned, lexicon, register, self._spaces).read()
        flags = any(each.mark is Mark.FLAG for each in self._pieces)
        self._states = States(normalised, scanned, lexicon, flags=flags)
        self._people = Addressing(normalised, register)
        self._leftovers = Leftovers(_without(_prefaces(self._pieces), scanned), normalised)
        self._grave = Places((each for each in scanned.matches if each.kind in _GRAVE), len(scanned.text))

    def read(self) -> RollCall:
        found: list[Sighting] = []
        unread: list[tuple[int, int]] = []
        items = self._items()
        reached = 0
        for item in items:
            state = self._states.of(item)
            if self._is_about_somebody(item, state):
                item.doubtful = item.doubtful or self._follows_unread(item, reached)
                reached = item.end
                found += sightings(item, state, self._people, self._normalised.as_written(item.start, item.end))
            else:
                unread.append((item.start, item.end))
        spans = [*((each.start, each.end) for each in items), *_prefaces(self._pieces)]
        return RollCall(tuple(found), self._leftovers.of(spans, unread), asks=_asks(self._scan))

    def _items(self) -> list[Item]:
        items = Items(self._scan, self._normalised).of(self._pieces)
        return apposed(under_headings(items, self._scan.text, self._spaces), self._scan.text)

    def _is_about_somebody(self, item: Item, state: State) -> bool:
        """A cry for help is, even if it names nobody."""
        cries = self._grave.any_begins(item.start, item.end) and state.condition is not Condition.SAFE
        return item.is_of_somebody or cries

    def _follows_unread(self, item: Item, before: int) -> bool:
        """いっぱんは全員無事: whom it meant may stand in what was not understood."""
        start = max(before, self._scan.text.rfind(STOP, before, item.start) + 1)
        return self._leftovers.says_something(start, item.start)


def _prefaces(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in pieces if each.mark in PREFACES]


def _without(prefaces: Sequence[tuple[int, int]], scanned: Scan) -> Scan:
    """The same, with the writer's own name and the district's understood."""
    known, inside = bytearray(scanned.known), bytearray(len(scanned.known))
    for start, end in prefaces:
        known[start:end] = inside[start:end] = b"\1" * (end - start)
    others = tuple(each for each in scanned.matches if not inside[each.start])
    return replace(scanned, known=bytes(known), matches=others)


def _asks(scanned: Scan) -> bool:
    return scanned.text.endswith("?") or any(
        match.kind is Kind.ASKS or (match.kind is Kind.INTENT and match.entry.value == Intent.ASK_AREA)
        for match in scanned.matches
    )
