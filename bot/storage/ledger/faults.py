"""What can be wrong with the ledger, and how it is said. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    BODY_CHANGED = "body_changed"
    COLUMNS_CHANGED = "columns_changed"
    RECOMPUTED = "recomputed"
    """Sound in itself, but what follows stands on another hash: it, or a row before it, was written anew."""
    MISPLACED = "misplaced"
    MISSING = "missing"
    BODIES_GONE = "bodies_gone"
    """Without a row that says that retention erased them."""
    PAST_HEAD = "past_head"
    HEAD_CHANGED = "head_changed"
    KNOWN_DIFFERS = "known_differs"
    """Not what was written down earlier: everything up to there may have been written anew."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Rows `first` to `last`; `id` where it is one row that is there, `belongs` where its true number is known."""

    kind: FaultKind
    first: int
    last: int
    id: str | None = None
    belongs: int | None = None

    def __str__(self) -> str:
        return f"{self._rows}: {_SENTENCES[self.kind]}" + (f"; it is row {self.belongs}" if self.belongs else "")

    @property
    def _rows(self) -> str:
        if self.first != self.last:
            return f"rows {self.first} to {self.last}"
        return f"row {self.first}" + (f" ({self.id})" if self.id else "")


_SENTENCES = {
    FaultKind.BODY_CHANGED: "its body is not the one that was written",
    FaultKind.COLUMNS_CHANGED: "one of its columns is not what was written",
    FaultKind.RECOMPUTED: "what follows stands on another row in this place; it or a row before it was written anew",
    FaultKind.MISPLACED: "stands in another row's place",
    FaultKind.MISSING: "removed",
    FaultKind.BODIES_GONE: "no body, and no entry of the ledger says that it was erased",
    FaultKind.PAST_HEAD: "after the head; Anpi did not write it there",
    FaultKind.HEAD_CHANGED: "the head of the ledger does not stand on it; the head was changed",
    FaultKind.KNOWN_DIFFERS: "is not the row that was written down; the ledger up to here was written anew",
}
