"""Replies ↔ JSON, each marked with its kind."""

from typing import Any

from bot.core.replies import AlertLevel, Ask, AskPlace, Button, Card, Reply, Say, Tone
from bot.storage.speech.blocks import pack_block, pack_button, unpack_block, unpack_button
from bot.storage.speech.texts import pack, unpack


def pack_reply(reply: Reply) -> list[Any]:
    match reply:
        case Say(text):
            return ["say", pack(text)]
        case Ask(text, choices):
            return ["ask", pack(text), _pack_buttons(choices)]
        case AskPlace(text, choices):
            return ["ask_place", pack(text), _pack_buttons(choices)]
        case Card(header, blocks, alert, buttons, tone, level):
            packed = [pack_block(each) for each in blocks]
            of_level = [level.value] if level else []
            return ["card", pack(header), packed, pack(alert), _pack_buttons(buttons), tone, *of_level]


def unpack_reply(packed: list[Any]) -> Reply:
    match packed:
        case ["say", text]:
            return Say(unpack(text))
        case ["ask", text, choices]:
            return Ask(unpack(text), _unpack_buttons(choices))
        case ["ask_place", text, choices]:
            return AskPlace(unpack(text), _unpack_buttons(choices))
        case ["card", header, blocks, alert, buttons, tone, *of_level]:
            unpacked = tuple(unpack_block(each) for each in blocks)
            level = AlertLevel(of_level[0]) if of_level else None
            return Card(unpack(header), unpacked, unpack(alert), _unpack_buttons(buttons), Tone(tone), level)
        case _:
            raise ValueError("a stored speech holds a reply of an unknown kind")


def _pack_buttons(buttons: tuple[Button, ...]) -> list[Any]:
    return [pack_button(each) for each in buttons]


def _unpack_buttons(packed: list[Any]) -> tuple[Button, ...]:
    return tuple(unpack_button(each) for each in packed)
