"""District by age band without the small numbers: few people of one age in one district are easily known by name."""

from collections.abc import Mapping, Sequence

from bot.core.closing_report import AgeBand, Crossed, Share

FEWEST = 3
"""A number of people below this one is not shown crosswise."""

Cells = list[list[Share | None]]


def crossed(districts: Sequence[str], shares: Mapping[tuple[str, AgeBand], Share]) -> tuple[Crossed, ...]:
    """The sums stand beside it, so that one hidden cell alone in its row or column could be worked out.

    Where one is hidden a second one is hidden too, the smallest, until no row and no column gives anything away.
    """
    numbers = [[shares.get((district, band), Share()) for band in AgeBand] for district in districts]
    shown: Cells = [[None if _is_small(each) else each for each in row] for row in numbers]
    while _hide_companions(shown, numbers):
        pass
    return tuple(Crossed(district, tuple(row)) for district, row in zip(districts, shown, strict=True))


def _is_small(share: Share) -> bool:
    """Each number that the cell would tell: how many there are, how many are known, how many are not."""
    return any(0 < number < FEWEST for number in (share.asked, share.known, share.asked - share.known))


def _hide_companions(shown: Cells, numbers: Sequence[Sequence[Share]]) -> bool:
    """Whether anything more had to be hidden."""
    rows = [[(row, column) for column in range(len(AgeBand))] for row in range(len(shown))]
    columns = [[(row, column) for row in range(len(shown))] for column in range(len(AgeBand))]
    for line in rows + columns:
        hidden = [(row, column) for row, column in line if shown[row][column] is None]
        others = [(numbers[row][column].asked, row, column) for row, column in line if shown[row][column] is not None]
        if len(hidden) == 1 and others:
            # An empty cell hides nothing: it is taken only where there is no other.
            _, row, column = min(others, key=lambda each: (each[0] == 0, each))
            shown[row][column] = None
            return True
    return False
