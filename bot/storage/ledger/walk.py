"""One walk along the ledger in the order of its numbers: what does not fit is noted, and named at the end. Pure."""

from collections.abc import Iterator, Mapping
from itertools import chain

from bot.storage.ledger.chain import GENESIS, Head
from bot.storage.ledger.faults import Fault, FaultKind
from bot.storage.ledger.places import true_places
from bot.storage.ledger.spans import Span, joined, without
from bot.storage.ledger.stored import StoredRow

_BEFORE_ALL = -(2**63)


class Walk:
    """`step` for each row by its number, then `faults` with where the rows are that `wanted` names by their hashes.

    `known` is a head that was written down earlier. Memory is for what is wrong, not for what is there.
    """

    def __init__(self, head: Head | None, known: Head | None = None) -> None:
        self._head = head
        self._known = known
        self._last = Head()
        self._last_id: str | None = None
        self._last_is_sound = True
        self._suspects: list[StoredRow] = []
        self._gaps: list[Span] = []
        self._gone: list[Span] = []
        self._erased: list[Span] = []
        self._breaks: dict[int, str | None] = {}
        self._bodies: list[Fault] = []
        self._at_head = GENESIS
        self._at_known = GENESIS if known and known.seq == 0 else None

    def step(self, row: StoredRow) -> None:
        sound = row.is_sound
        if not sound:
            self._suspects.append(row)
        self._look_back(row, sound=sound)
        self._look_at_body(row)
        if self._head and row.seq == self._head.seq:
            self._at_head = row.hash
        if self._known and row.seq == self._known.seq:
            self._at_known = row.hash
        self._last, self._last_id, self._last_is_sound = Head(row.seq, row.hash), row.id, sound

    def _look_back(self, row: StoredRow, *, sound: bool) -> None:
        if row.seq != self._last.seq + 1:
            self._gaps.append((self._last.seq + 1, row.seq - 1))
        elif sound and self._last_is_sound and row.previous != self._last.hash:
            if self._last_id is None:
                self._breaks[row.seq] = row.id
            else:
                self._breaks[self._last.seq] = self._last_id

    def _look_at_body(self, row: StoredRow) -> None:
        if row.body_is_gone:
            _add(self._gone, row.seq)
        elif not row.body_is_sound:
            self._bodies.append(Fault(FaultKind.BODY_CHANGED, row.seq, row.seq, row.id))
        if row.erased:
            self._erased.append((row.erased[0], row.erased[-1]))

    @property
    def end(self) -> Head:
        """The last row that was walked over."""
        return self._last

    @property
    def wanted(self) -> frozenset[str]:
        """Hashes that rows in a wrong place stand on; where they are tells where those belong."""
        return frozenset(each.previous for each in self._suspects)

    def faults(self, found: Mapping[str, int]) -> tuple[Fault, ...]:
        """By number."""
        belongs = true_places(self._suspects, found)
        every = chain(
            self._bodies_gone(),
            self._own_faults(belongs),
            self._rewritten(),
            self._missing(belongs),
            self._ends(belongs),
            self._anchor(),
        )
        return tuple(sorted(every, key=lambda each: (each.first, each.last, each.kind)))

    def _own_faults(self, belongs: Mapping[int, int]) -> Iterator[Fault]:
        """A changed body with a sound rest is said as such; a body whose digest was changed along is a column."""
        unsound = {each.seq for each in self._suspects if each.seq not in belongs}
        yield from (each for each in self._bodies if each.first not in unsound)
        for row in self._suspects:
            if row.seq in belongs:
                yield Fault(FaultKind.MISPLACED, row.seq, row.seq, row.id, belongs[row.seq])
            else:
                yield Fault(FaultKind.COLUMNS_CHANGED, row.seq, row.seq, row.id)

    def _bodies_gone(self) -> Iterator[Fault]:
        for first, last in without(self._gone, self._erased):
            yield Fault(FaultKind.BODIES_GONE, first, last)

    def _rewritten(self) -> Iterator[Fault]:
        """A row that fits neither before nor after it is named alone, and not its neighbour."""
        breaks, last, head = dict(self._breaks), self._last, self._head
        if head and head.seq == last.seq and head.hash != last.hash and self._last_is_sound:
            breaks[last.seq] = self._last_id
        for seq, id_ in breaks.items():
            if seq + 1 not in breaks or seq - 1 in breaks:
                yield Fault(FaultKind.RECOMPUTED, seq, seq, id_)

    def _missing(self, belongs: Mapping[int, int]) -> Iterator[Fault]:
        if self._head is None:
            return
        tail = () if self._ends_at_head(belongs) else ((self._last.seq + 1, self._head.seq),)
        empty = joined((*self._gaps, *tail, *((place, place) for place in belongs)))
        inside = without(empty, ((_BEFORE_ALL, 0), (self._head.seq + 1, self._last.seq)))
        for first, last in without(inside, ((true, true) for true in belongs.values())):
            yield Fault(FaultKind.MISSING, first, last)

    def _ends(self, belongs: Mapping[int, int]) -> Iterator[Fault]:
        """Whether the head stands where the rows end."""
        last, head = self._last, self._head
        if head is None or (head.seq > last.seq and self._ends_at_head(belongs)):
            yield Fault(FaultKind.HEAD_CHANGED, last.seq, last.seq, self._last_id)
        elif head.seq >= last.seq:
            return
        elif head.hash != self._hash_at_head(head, belongs):
            yield Fault(FaultKind.HEAD_CHANGED, last.seq, last.seq, self._last_id)
        else:
            beyond = without([(head.seq + 1, last.seq)], (*self._gaps, *((place, place) for place in belongs)))
            yield from (Fault(FaultKind.PAST_HEAD, first, end) for first, end in beyond)

    def _ends_at_head(self, belongs: Mapping[int, int]) -> bool:
        """Whether the last row is the head's and in its own place: then nothing after it can have been removed."""
        return self._head is not None and self._head.hash == self._last.hash and self._last.seq not in belongs

    def _hash_at_head(self, head: Head, belongs: Mapping[int, int]) -> str:
        """Of the row with the head's number, wherever it stands now."""
        moved = (each.hash for each in self._suspects if belongs.get(each.seq) == head.seq)
        return next(moved, self._at_head)

    def _anchor(self) -> Iterator[Fault]:
        if self._known and self._at_known != self._known.hash:
            yield Fault(FaultKind.KNOWN_DIFFERS, self._known.seq, self._known.seq)


def _add(spans: list[Span], seq: int) -> None:
    if spans and spans[-1][1] == seq - 1:
        spans[-1] = (spans[-1][0], seq)
    else:
        spans.append((seq, seq))
