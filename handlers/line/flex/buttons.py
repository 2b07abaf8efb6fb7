"""Big buttons that stay in the footer: a tap as a postback, a link as a uri action."""

from collections.abc import Sequence
from typing import Any, assert_never

from linebot.v3.messaging import (
    FlexBox,
    FlexButton,
    LocationAction,
    PostbackAction,
    QuickReply,
    QuickReplyItem,
    URIAction,
)

from bot.core.replies import Button, Choice, Link, Style, text
from bot.core.taps import encode
from handlers.line.cutting import to_graphemes
from handlers.line.flex.palette import STYLE
from handlers.line.flex.texts import column
from handlers.line.json_size import json_size
from handlers.line.wording import Wording

_FLEX_LABEL = 40
_QUICK_REPLY_LABEL = 20
_FOOTER_BYTES = 12_000


def footer(buttons: Sequence[Button], wording: Wording) -> FlexBox | None:
    """All buttons under one another; what a bubble cannot hold can still be said in words."""
    drawn: list[FlexButton] = []
    room = _FOOTER_BYTES
    for button in buttons:
        part = drawn_button(button, wording)
        room -= json_size(part)
        if room < 0:
            break
        drawn.append(part)
    return column(drawn) if drawn else None


def labels(buttons: Sequence[Button], wording: Wording) -> str:
    """`［無事です］［けがをした］`: the choices in words, for notifications and screen readers."""
    return "".join(f"［{wording.say(button.label)}］" for button in buttons)


def location_quick_reply(wording: Wording) -> QuickReply:
    """LINE offers its location picker in quick replies only (line.md 3)."""
    label = to_graphemes(wording.say(text("place.share")), _QUICK_REPLY_LABEL)
    return QuickReply(items=[QuickReplyItem(action=LocationAction(label=label))])


def drawn_button(button: Button, wording: Wording) -> FlexButton:
    """No fixed height: the letters grow with the person's font setting and shrink before they are cut off."""
    return FlexButton(
        action=_action(button, to_graphemes(wording.say(button.label), _FLEX_LABEL)),
        style="secondary" if button.style is Style.QUIET else "primary",
        color=STYLE[button.style],
        adjust_mode="shrink-to-fit",
        scaling=True,
    )


def _action(button: Button, label: str) -> Any:
    match button:
        case Choice(tap=tap):
            return PostbackAction(label=label, data=encode(tap), display_text=label)
        case Link(uri=uri):
            return URIAction(label=label, uri=uri)
        case _:
            assert_never(button)
