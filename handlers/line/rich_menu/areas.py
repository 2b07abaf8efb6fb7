"""What each role's menu offers: a table of big fields, two in a row."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bot.core.replies import Button, Choice, Link, Style, text
from bot.core.reports import Listing
from bot.core.taps import AskAboutFamily, AskHelp, AskListing, AskSummary, StartReport

WIDTH: Final = 2500
ROW_HEIGHT: Final = 562
"""Three rows are the tallest menu LINE takes at this width; two leave more of the chat in sight."""
COLUMNS: Final = 2


class MenuRole(StrEnum):
    """Also the alias at LINE. Family see the resident's menu."""

    RESIDENT = "resident"
    LEADER = "leader"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Pixels from the top left of the picture."""

    x: int
    y: int
    width: int
    height: int


def buttons(role: MenuRole, phone: str) -> tuple[Button, ...]:
    """`phone` is the crisis office's, as dialled. Labels may hold a line break for the picture."""
    return (*_ALWAYS, *_BY_ROLE[role], Link(text("menu.call"), f"tel:{phone}", Style.WARNING))


def height(count: int) -> int:
    """Pixels that `count` fields take, two in a row."""
    return -(-count // COLUMNS) * ROW_HEIGHT


def bounds(count: int) -> tuple[Bounds, ...]:
    """`count` fields of the same size, row by row."""
    width = WIDTH // COLUMNS
    return tuple(
        Bounds(each % COLUMNS * width, each // COLUMNS * ROW_HEIGHT, width, ROW_HEIGHT) for each in range(count)
    )


_ALWAYS: Final = (
    Choice(text("menu.report"), StartReport(), Style.GOOD),
    Choice(text("menu.family"), AskAboutFamily()),
)
_BY_ROLE: Final[Mapping[MenuRole, tuple[Button, ...]]] = {
    MenuRole.RESIDENT: (Choice(text("menu.help"), AskHelp(), Style.QUIET),),
    MenuRole.LEADER: (
        Choice(text("menu.summary"), AskSummary()),
        Choice(text("menu.silent"), AskListing(Listing.SILENT)),
        Choice(text("menu.help"), AskHelp(), Style.QUIET),
    ),
}
