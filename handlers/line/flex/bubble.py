"""One bubble as a message: header, drill strip, body, buttons, and the whole request as altText."""

from linebot.v3.messaging import FlexBox, FlexBubble, FlexMessage, QuickReply

from handlers.line.cutting import to_utf16_units
from handlers.line.flex.palette import DRILL_GROUND, INK, PAPER
from handlers.line.flex.texts import column, words
from handlers.line.wording import Wording

_ALT_TEXT = 1_500
_HEADER = 300


def header(title: str | None, ground: str, wording: Wording, letters: str = PAPER) -> FlexBox | None:
    """The drill strip on top of everything, then the title on its ground; None where there is neither."""
    strip = [column([words(wording.mark, "xl", bold=True, color=INK)], ground=DRILL_GROUND)] if wording.drill else []
    shown = []
    if title:
        shown = [column([words(to_utf16_units(title, _HEADER), "xxl", bold=True, color=letters)], ground=ground)]
    parts = strip + shown
    return column(parts, padding="none", spacing="none") if parts else None


def message(bubble: FlexBubble, alt_text: str, wording: Wording, quick_reply: QuickReply | None = None) -> FlexMessage:
    """`alt_text` is what notifications, the chat list and screen readers say."""
    alt = to_utf16_units(wording.marked(alt_text), _ALT_TEXT)
    return FlexMessage(alt_text=alt, contents=bubble, quick_reply=quick_reply)


def bubble(head: FlexBox | None, body: FlexBox | None, foot: FlexBox | None) -> FlexBubble:
    """The widest there is, so that large letters have room."""
    return FlexBubble(size="giga", header=head, body=body, footer=foot)
