"""A figure beside its yardstick, over several rounds: on a shared machine only their ratio means much."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Round:
    """Both measured one right after the other, in the same unit."""

    figure: float
    yardstick: float

    @property
    def ratio(self) -> float:
        return self.figure / self.yardstick


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one benchmark found. `notes` are what else was seen on the way, a sentence each."""

    figure: str
    yardstick: str
    unit: str
    rounds: Sequence[Round]
    notes: Sequence[str] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """For people: median, and the range in parentheses."""
        return (
            f"{self.figure}: {spread([each.figure for each in self.rounds])} {self.unit}",
            f"  yardstick, {self.yardstick}: {spread([each.yardstick for each in self.rounds])} {self.unit}",
            f"  ratio: {spread([each.ratio for each in self.rounds])}",
            *(f"  {note}" for note in self.notes),
        )


def spread(values: Sequence[float]) -> str:
    """`1,234 (1,100 to 1,300)`."""
    return f"{number(median(values))} ({number(min(values))} to {number(max(values))})"


def number(value: float) -> str:
    """Three digits that count; large numbers whole."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of all does not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
