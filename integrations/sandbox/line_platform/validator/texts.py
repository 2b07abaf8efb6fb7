"""Text messages: plain with emoji at their `$`, and version 2 with placeholders in braces."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from integrations.sandbox.line_platform.identifiers import USER_ID
from integrations.sandbox.line_platform.validator import limits
from integrations.sandbox.line_platform.validator.checks import (
    Problem,
    any_string,
    list_of,
    matching,
    text,
    whole,
)
from integrations.sandbox.line_platform.validator.shapes import Shape, inside, shape, union

_KEY = re.compile(r"[0-9A-Za-z_]{1,20}")
_BRACES = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_EMOJI = shape(
    {"index": whole(0, 5000), "productId": any_string, "emojiId": any_string},
    "index",
    "productId",
    "emojiId",
)


def _emojis_hit(message: Mapping[str, Any], path: str) -> Iterator[Problem]:
    units = message["text"].encode("utf-16-le")
    for number, emoji in enumerate(message.get("emojis", [])):
        start = emoji["index"] * 2
        if units[start : start + 2] != b"$\x00":
            yield Problem("invalid emoji index", inside(path, f"emojis[{number}].index"))


MENTION_TARGETS = union(
    {"user": shape({"userId": matching(USER_ID.pattern, "invalid user ID")}, "userId"), "all": shape({})}
)
SUBSTITUTIONS = union(
    {
        "mention": shape({"mentionee": MENTION_TARGETS}, "mentionee"),
        "emoji": shape({"productId": any_string, "emojiId": any_string}, "productId", "emojiId"),
    }
)


def _substitution(value: Any, path: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem("Must be an object", path)
        return
    if len(value) > limits.SUBSTITUTIONS:
        yield Problem(f"Size must be between 0 and {limits.SUBSTITUTIONS}", path)
    for key, item in value.items():
        if _KEY.fullmatch(key) is None:
            yield Problem("invalid substitution key", inside(path, key))
        yield from SUBSTITUTIONS(item, inside(path, key))


def _placeholders_known(message: Mapping[str, Any], path: str) -> Iterator[Problem]:
    given = message.get("substitution", {})
    for brace in _BRACES.finditer(message["text"]):
        if brace[0] in ("{", "}"):
            yield Problem("A brace has no partner; write a literal one twice", inside(path, "text"))
        elif brace[1] is not None and brace[1] not in given:
            yield Problem(f"No substitution for {{{brace[1]}}}", inside(path, "text"))


def _not_too_many(message: Mapping[str, Any], path: str) -> Iterator[Problem]:
    kinds = [item["type"] for item in message.get("substitution", {}).values()]
    for kind, most in (("mention", limits.MENTIONS), ("emoji", limits.EMOJIS[1])):
        if kinds.count(kind) > most:
            yield Problem(f"At most {most} of type {kind}", inside(path, "substitution"))


TEXT: Shape = shape(
    {"text": text("text.text"), "emojis": list_of(_EMOJI, *limits.EMOJIS), "quoteToken": any_string},
    "text",
    rules=(_emojis_hit,),
)
TEXT_V2: Shape = shape(
    {"text": text("textV2.text"), "substitution": _substitution, "quoteToken": any_string},
    "text",
    rules=(_placeholders_known, _not_too_many),
)
