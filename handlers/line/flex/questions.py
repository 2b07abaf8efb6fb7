"""A question with its answers as big buttons, and the question for a place."""

from collections.abc import Sequence

from linebot.v3.messaging import FlexMessage, QuickReply

from bot.core.replies import Ask, AskPlace, Button, Text
from handlers.line.cutting import to_utf16_units
from handlers.line.flex import buttons
from handlers.line.flex.bubble import bubble, header, message
from handlers.line.flex.palette import PAPER
from handlers.line.flex.texts import column, words
from handlers.line.wording import Wording

_QUESTION = 2_000


def question(ask: Ask, wording: Wording) -> FlexMessage:
    return _question(ask.text, ask.choices, wording)


def place_question(ask: AskPlace, wording: Wording) -> FlexMessage:
    """The quick reply shows only while this is the last message, which is why the buttons stay in the footer."""
    return _question(ask.text, ask.choices, wording, buttons.location_quick_reply(wording))


def _question(
    text: Text, choices: Sequence[Button], wording: Wording, quick_reply: QuickReply | None = None
) -> FlexMessage:
    asked = wording.say(text)
    body = column([words(to_utf16_units(asked, _QUESTION), "xl", bold=True)], ground=PAPER)
    drawn = bubble(header(None, PAPER, wording), body, buttons.footer(choices, wording))
    return message(drawn, f"{asked}\n{buttons.labels(choices, wording)}".strip(), wording, quick_reply)
