"""Where rows belong that do not fit their place: swapped, or numbered anew after one was taken out. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from bot.storage.ledger.stored import StoredRow

NEARBY = 500
"""How far around its place a row is looked for when nothing else tells."""
SEARCHES = 100
"""How many rows are looked for in that way: each costs twice NEARBY hashes."""


def true_places(suspects: Sequence[StoredRow], found: Mapping[str, int]) -> Mapping[int, int]:
    """Place → true number, of the suspects that are whole rows of this ledger in another's place.

    `found` tells where a row with that hash stands, for what the suspects name as `previous`.
    """
    return _Places(suspects, found).resolved()


class _Places:
    def __init__(self, suspects: Sequence[StoredRow], found: Mapping[str, int]) -> None:
        self._suspects = suspects
        self._found = found
        self._places = frozenset(each.seq for each in suspects)
        self._true: dict[int, int] = {}
        self._searches = 0

    def resolved(self) -> Mapping[int, int]:
        """Again and again: the true number of one row tells that of the row which stands on it."""
        open_ = list(self._suspects)
        while True:
            offset = 0
            left = []
            for row in open_:
                place = next((each for each in self._tells(row, offset) if row.fits(each)), None)
                if place is None:
                    left.append(row)
                else:
                    self._true[row.seq], offset = place, place - row.seq
            if len(left) in (0, len(open_)):
                return self._true
            open_ = left

    def _tells(self, row: StoredRow, offset: int) -> Iterator[int]:
        if offset:
            yield row.seq + offset
        stands_on = self._found.get(row.previous)
        if stands_on is not None:
            yield self._true.get(stands_on, stands_on) + 1
        elif self._searches < SEARCHES:
            self._searches += 1
            for step in range(1, NEARBY):
                yield row.seq + step
                yield row.seq - step
