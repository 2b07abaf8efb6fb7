"""The blocks of a card: paragraphs, bars, entries."""

from typing import assert_never

from linebot.v3.messaging import FlexBox, FlexFiller, FlexText

from bot.core.replies import Bar, Block, Entry, Paragraph, Style
from handlers.line.cutting import to_utf16_units
from handlers.line.flex.buttons import drawn_button
from handlers.line.flex.palette import INK, SIGN, STYLE, TRACK
from handlers.line.flex.texts import column, row, words
from handlers.line.wording import Wording

_PARAGRAPH = 2_000
_LINE = 500


def block(block_: Block, wording: Wording) -> FlexBox | FlexText:
    match block_:
        case Paragraph(text=text, strong=strong):
            size = "xl" if strong else "lg"
            return words(to_utf16_units(wording.say(text), _PARAGRAPH), size, bold=strong)
        case Bar():
            return _bar(block_, wording)
        case Entry():
            return _entry(block_, wording)
        case _:
            assert_never(block_)


def _bar(bar: Bar, wording: Wording) -> FlexBox:
    label = words(to_utf16_units(wording.say(bar.label), _LINE), flex=3)
    count = FlexText(text=str(bar.count), size="xl", weight="bold", color=INK, align="end", scaling=True, wrap=True)
    return column([row([label, count]), _track(bar)], padding="none", spacing="sm")


def _track(bar: Bar) -> FlexBox:
    """Holds no letters, so its height may be fixed."""
    share = min(100, round(100 * bar.count / bar.total)) if bar.total > 0 else 0
    width = max(share, 1) if bar.count > 0 else 0
    fill = FlexBox(
        layout="vertical",
        contents=[FlexFiller()],
        width=f"{width}%",
        flex=0,
        height="16px",
        background_color=_fill(bar.style),
    )
    return FlexBox(
        layout="horizontal",
        contents=[fill] if width else [FlexFiller()],
        height="16px",
        background_color=TRACK,
        corner_radius="4px",
    )


def _fill(style: Style) -> str:
    """QUIET is a ground for dark letters and would not be seen on the track."""
    return STYLE[Style.NORMAL if style is Style.QUIET else style]


def _entry(entry: Entry, wording: Wording) -> FlexBox:
    color = INK if entry.style is Style.QUIET else STYLE[entry.style]
    title = to_utf16_units(SIGN[entry.style] + wording.say(entry.title), _LINE)
    lines = [words(title, bold=True, color=color)]
    if entry.detail is not None:
        lines.append(words(to_utf16_units(wording.say(entry.detail), _LINE)))
    parts = [*lines, drawn_button(entry.link, wording)] if entry.link is not None else lines
    return column(parts, padding="none", spacing="xs")
