"""A card: one bubble where it fits, several messages where a list is long (30 KB per bubble, line.md 3)."""

from collections.abc import Sequence
from typing import Any

from linebot.v3.messaging import FlexMessage

from bot.core.replies import Card, Paragraph, text
from handlers.line.flex import buttons
from handlers.line.flex.blocks import block
from handlers.line.flex.bubble import bubble, header, message
from handlers.line.flex.palette import HEADER, LEVEL, PAPER
from handlers.line.flex.texts import column
from handlers.line.json_size import json_size
from handlers.line.wording import Wording

_BUBBLE_BYTES = 29_000
_FRAME_BYTES = 1_000
"""Brackets, sizes and padding around the parts, and the line that says how many are left out."""


def card_messages(card: Card, wording: Wording, room: int) -> list[FlexMessage]:
    """At most `room` messages. What does not fit is counted in the last line; the buttons come with the last one."""
    ground, letters = LEVEL[card.level] if card.level else (HEADER[card.tone], PAPER)
    head = header(wording.say(card.header), ground, wording, letters)
    foot = buttons.footer(card.buttons, wording)
    capacity = _BUBBLE_BYTES - _FRAME_BYTES - json_size(head) - (json_size(foot) if foot else 0)
    pages = _pages([block(each, wording) for each in card.blocks], capacity)
    shown = pages[:room]
    if left_out := sum(map(len, pages[room:])):
        shown[-1].append(block(Paragraph(text("list.more", count=left_out), strong=True), wording))
    alert = wording.say(card.alert)
    last = len(shown) - 1
    return [
        message(
            bubble(head, column(page, ground=PAPER) if page else None, foot if number == last else None), alert, wording
        )
        for number, page in enumerate(shown)
    ]


def _pages(parts: Sequence[Any], capacity: int) -> list[list[Any]]:
    """At least one page, each within `capacity` bytes."""
    pages: list[list[Any]] = [[]]
    room = capacity
    for part in parts:
        size = json_size(part)
        if size > room and pages[-1]:
            pages.append([])
            room = capacity
        pages[-1].append(part)
        room -= size
    return pages
