"""What of a roll call could not be read: shown to the sender, never dropped."""

from collections.abc import Iterator, Sequence

from nlu.lexicon.entry import Kind
from nlu.normalisation import STOP, Normalised
from nlu.roll_call.places import Places
from nlu.scanning import Scan

_SILENT = frozenset((Kind.INTENT, Kind.JOINT, Kind.BUT, Kind.STOP, Kind.SELF, Kind.EXEMPT))
_SPARED = 1
_EDGES = "。、? \n\r\t　"


class Leftovers:
    """Of one message."""

    def __init__(self, scanned: Scan, normalised: Normalised) -> None:
        self._scan = scanned
        self._normalised = normalised
        self._telling = Places((each for each in scanned.matches if each.kind not in _SILENT), len(scanned.text))

    def of(self, read: Sequence[tuple[int, int]], unread: Sequence[tuple[int, int]]) -> tuple[str, ...]:
        """`unread`, and sentences outside of `read` where they hold more than greetings and particles; as written."""
        outside = [each for each in _sentences(read, self._scan.text) if self.says_something(*each)]
        found = (self._normalised.as_written(*each).strip(_EDGES) for each in sorted((*unread, *outside)))
        return tuple(each for each in found if each)

    def says_something(self, start: int, end: int) -> bool:
        """More than greetings and particles."""
        return self._scan.unknown(start, end) > _SPARED or self._telling.any_begins(start, end)


def _sentences(read: Sequence[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    reached = 0
    for start, end in (*sorted(read), (len(text), len(text))):
        while reached < start:
            stop = text.find(STOP, reached, start)
            stop = start if stop < 0 else stop
            if stop > reached:
                yield reached, stop
            reached = stop + 1
        reached = max(reached, end)
