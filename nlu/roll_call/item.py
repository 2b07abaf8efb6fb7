"""One statement of a roll call: of whom, and which words are said of them. Decides nothing about anybody's state."""

from dataclasses import dataclass, field

from nlu.roll_call.mark import Mark
from nlu.roll_call.piece import Piece


@dataclass(slots=True)
class Item:
    """`whom` are told `what`. `start` to `end`: the stretch of the folded text."""

    start: int
    end: int = 0
    blocks: tuple[Piece, ...] = ()
    """The block that stands over it; `opens` where it is named right here."""
    opens: bool = False
    whom: list[Piece] = field(default_factory=list)
    what: list[Piece] = field(default_factory=list)
    colour: list[Piece] = field(default_factory=list)
    """How they were seen, by whose word."""
    but: list[Piece] | None = None
    count: Piece | None = None
    pieces: list[Piece] = field(default_factory=list)
    """All of them, in order."""
    aside: bool = False
    doubtful: bool = False

    @property
    def last(self) -> int:
        """End of its last piece."""
        pieces = (*self.blocks_here, *self.whom, *self.what, *self.colour, *(self.but or ()))
        return max((each.end for each in (*pieces, *((self.count,) if self.count else ()))), default=self.start)

    @property
    def blocks_here(self) -> tuple[Piece, ...]:
        return self.blocks if self.opens else ()

    @property
    def is_of_numbers(self) -> bool:
        return bool(self.whom) and all(each.mark is Mark.COUNT for each in self.whom)

    @property
    def is_of_somebody(self) -> bool:
        return bool(self.whom or self.but or self.count or self.opens)

    @property
    def is_empty(self) -> bool:
        return not (self.is_of_somebody or self.what or self.colour)
