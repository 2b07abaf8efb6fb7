"""Where in a text certain words stand, so that each stretch asks for its own at a cost of its own length."""

from collections.abc import Iterable

from nlu.scanning import Match


class Places:
    """Of some matches of a text of `length` characters."""

    def __init__(self, matches: Iterable[Match], length: int) -> None:
        self._begins = bytearray(length)
        self._covered = bytearray(length)
        for match in matches:
            self._begins[match.start] = 1
            self._covered[match.start : match.end] = b"\1" * (match.end - match.start)

    def begins(self, start: int, end: int) -> list[int]:
        """Where one begins, from `start` to `end`."""
        return [place for place in range(start, end) if self._begins[place]]

    def any_begins(self, start: int, end: int) -> bool:
        return self._begins.find(1, start, end) >= 0

    def touches(self, start: int, end: int) -> bool:
        """One stands there at least in part."""
        return self._covered.find(1, start, end) >= 0
