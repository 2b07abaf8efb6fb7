"""What `anpi nlu roll-call` writes for a message: one JSON object, its sightings in a list. Pure."""

import json
from dataclasses import asdict

from bot.core.sightings import RollCall, Sighting


def as_line(text: str, read: RollCall) -> str:
    """One JSON object on one line: text sightings unread asks. Lone surrogates become U+FFFD."""
    told = {
        "text": text,
        "sightings": [_as_object(each) for each in read.sightings],
        "unread": read.unread,
        "asks": read.asks,
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _as_object(sighting: Sighting) -> dict[str, object]:
    """`whom` says of which kind it is; what is absent is left out."""
    told = {name: value for name, value in asdict(sighting).items() if value not in (None, (), False)}
    return told | {"whom": {"kind": type(sighting.whom).__name__, **asdict(sighting.whom)}}
