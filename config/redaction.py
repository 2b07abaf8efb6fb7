"""What must never stand in a log: the keys whose values are dropped, and the shapes that are masked in any text.

Pure. The rule for whoever writes a log line is stricter (ids only); this is the net below it.
"""

import re
from collections.abc import Mapping
from typing import Any

GONE = "[redacted]"

FORBIDDEN_KEYS = frozenset(
    {
        # what people say and are called
        *("text", "message", "messages", "utterance", "reply", "replies", "caption", "title", "label"),
        *("name", "names", "display_name", "displayname", "kana", "given_name", "family_name", "nickname"),
        # where they are and how to reach them
        *("address", "phone", "telephone", "tel", "email", "mail", "birthdate", "sex", "contact"),
        *("latitude", "longitude", "lat", "lon", "lng", "location", "place", "position", "coordinates"),
        # how they are
        *("condition", "whereabouts", "need", "needs", "health", "medication", "support_reason"),
        # who they are on a channel
        *("user_id", "userid", "line_user_id", "group_id", "groupid", "room_id", "roomid", "subject", "sub"),
        # keys to doors
        *("token", "access_token", "refresh_token", "id_token", "reply_token", "replytoken", "link_token", "nonce"),
        *("secret", "client_secret", "channel_secret", "password", "passwd", "code", "api_key", "key", "keys"),
        *("authorization", "cookie", "cookies", "set_cookie", "signature", "x_line_signature", "headers"),
        # whole messages
        *("body", "payload", "raw", "data", "content", "request", "response", "params", "parameters", "query"),
    }
)
# Endings that make a key forbidden whatever stands before them: `mother_name`, `sender_phone`, `webhook_body`.
FORBIDDEN_ENDINGS = (
    "_name",
    "_phone",
    "_address",
    "_token",
    "_secret",
    "_password",
    "_body",
    "_text",
    "_user_id",
    "_kana",
)

# What may stand around an id without being a part of it: Japanese runs on without spaces, so only ASCII counts.
ALONE, ENDS = r"(?<![0-9A-Za-z_.-])", r"(?![0-9A-Za-z_-])"
GAP = r"[-‐−ー－ ]?"

# LINE's ids of users, groups and rooms; telephone numbers in Japan's usual shapes, also with +81; keys in addresses.
SHAPES = (
    (re.compile(rf"{ALONE}[UCR][0-9a-f]{{32}}{ENDS}"), "[line-id]"),
    (re.compile(rf"{ALONE}(?:\+81{GAP}|[0０])\d{{1,4}}{GAP}\d{{2,4}}{GAP}\d{{4}}{ENDS}"), "[phone]"),
    (re.compile(r"(?i)bearer\s+\S+"), "[token]"),
    (re.compile(r"(://)[^/\s@]+@"), r"\1[credentials]@"),
)


def redact(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of `entry` fit for a log, at every depth."""
    return {key: GONE if forbidden(key) else clean(value) for key, value in entry.items()}


def forbidden(key: str) -> bool:
    """Whether the value under `key` may never be logged; spelling (case, hyphens) does not matter."""
    plain = str(key).lower().replace("-", "_")
    return plain in FORBIDDEN_KEYS or plain.endswith(FORBIDDEN_ENDINGS)


def clean(value: Any) -> Any:
    """The value with what looks personal masked in it. Bytes are never a thing to log; unknown things become text."""
    match value:
        case bool() | int() | float() | None:
            return value
        case str():
            return masked(value)
        case Mapping():
            return redact(value)
        case list() | tuple() | set() | frozenset():
            return [clean(part) for part in value]
        case bytes() | bytearray() | memoryview():
            return GONE
        case _:
            return masked(str(value))


def masked(text: str) -> str:
    for shape, instead in SHAPES:
        text = shape.sub(instead, text)
    return text
