"""`Speech` ↔ JSON. What thousands get alike is written and read once."""

import json
from functools import lru_cache

from bot.core.language import Language
from bot.core.replies import Speech
from bot.storage.speech.replies import pack_reply, unpack_reply

_REMEMBERED = 256
_written = json.JSONEncoder(separators=(",", ":")).encode


def to_json(speech: Speech) -> str:
    """ASCII, so that no character of anybody's name can be one that a database refuses."""
    replies = [pack_reply(each) for each in speech.replies]
    return _written([speech.language, speech.drill, replies])


to_json_remembered = lru_cache(_REMEMBERED)(to_json)
"""For what thousands get alike; for anything else looking it up costs more than it saves."""


@lru_cache(_REMEMBERED)
def from_json(stored: str) -> Speech:
    """The speech that `to_json` wrote.

    Raises:
        ValueError: written by another version, with a kind that this one does not know.
    """
    language, drill, replies = json.loads(stored)
    return Speech(tuple(unpack_reply(each) for each in replies), Language(language), drill)
