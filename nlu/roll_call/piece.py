"""One piece of a roll call: a name, a block, a number, or a word that says how they were found."""

from dataclasses import dataclass

from bot.core.gazetteer import Named
from bot.core.sightings import Count
from nlu.roll_call.mark import ABSENT, WELL, WHAT, WHOM, Mark


@dataclass(frozen=True, slots=True)
class Piece:
    """`start` to `end` of the folded text."""

    mark: Mark
    start: int
    end: int
    named: tuple[Named, ...] = ()
    count: Count | None = None
    household: bool = False
    member: bool = False
    blocks: tuple[str, ...] = ()
    """Of a block: its names in the form in which the gazetteer is asked, 1班 and 2班 for 1、2班."""
    doubtful: bool = False
    safe: bool = False
    """Of a state: a word of safety."""
    forward: bool = False
    """聞いたら: belongs to what is said next."""

    @property
    def is_whom(self) -> bool:
        return self.mark in WHOM

    @property
    def is_what(self) -> bool:
        return self.mark in WHAT

    @property
    def is_absence(self) -> bool:
        return self.mark in ABSENT

    @property
    def is_well(self) -> bool:
        return self.mark in WELL
