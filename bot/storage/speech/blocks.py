"""Buttons and blocks ↔ JSON, each marked with its kind."""

from typing import Any

from bot.core.replies import Bar, Block, Button, Choice, Entry, Link, Paragraph, Style
from bot.core.taps import decode, encode
from bot.storage.speech.texts import pack, pack_optional, unpack, unpack_optional


def pack_button(button: Button) -> list[Any]:
    match button:
        case Choice(label, tap, style):
            return ["choice", pack(label), encode(tap), style]
        case Link(label, uri, style):
            return ["link", pack(label), uri, style]


def unpack_button(packed: list[Any]) -> Button:
    kind, label, target, style = packed
    if kind == "link":
        return Link(unpack(label), target, Style(style))
    tap = decode(target)
    if tap is None:
        raise ValueError("a stored button holds a tap that this version does not know")
    return Choice(unpack(label), tap, Style(style))


def pack_block(block: Block) -> list[Any]:
    match block:
        case Paragraph(text, strong):
            return ["paragraph", pack(text), strong]
        case Bar(label, count, total, style):
            return ["bar", pack(label), count, total, style]
        case Entry(title, detail, style, link):
            rest = [pack_button(link)] if link else []
            return ["entry", pack(title), pack_optional(detail), style, *rest]


def unpack_block(packed: list[Any]) -> Block:
    match packed:
        case ["paragraph", text, strong]:
            return Paragraph(unpack(text), strong)
        case ["bar", label, count, total, style]:
            return Bar(unpack(label), count, total, Style(style))
        case ["entry", title, detail, style]:
            return Entry(unpack(title), unpack_optional(detail), Style(style))
        case ["entry", title, detail, style, ["link", label, uri, look]]:
            link = Link(unpack(label), uri, Style(look))
            return Entry(unpack(title), unpack_optional(detail), Style(style), link)
        case _:
            raise ValueError("a stored card holds a block of an unknown kind")
