"""From a checked frame to an arrival in the inbox, and from the arrival to an event."""

import json
from datetime import datetime
from typing import Any

from bot.core.events import (
    UNKNOWN_SENDER,
    AccountLinked,
    ButtonTapped,
    Channel,
    Event,
    FollowStarted,
    Happening,
    LocationShared,
    SentFrom,
    TextSaid,
    UnknownHappened,
    conversation_id,
)
from bot.core.ids import EventId
from bot.core.ports import Arrival
from bot.core.taps import decode
from handlers.web_chat.frames import Done
from handlers.web_chat.sent_from import sent_from, wire_of


def arrival_of(done: Done, address: str, now: datetime, sent: SentFrom = UNKNOWN_SENDER) -> Arrival:
    """`web:<address>:<browser's id>`: the same frame sent again is the same event. Occurred when the server got it."""
    conversation = conversation_id(Channel.WEB, address)
    raw = json.dumps({**done.wire, **wire_of(sent)}, ensure_ascii=True).encode("ascii")
    return Arrival(EventId(f"{conversation}:{done.id}"), Channel.WEB, conversation, now, now, raw)


class WebChatParser:
    """bot.core.ports.Parser of the web chat."""

    def parse(self, arrival: Arrival) -> Event:
        wire = json.loads(arrival.raw)
        return Event(
            id=arrival.id,
            conversation=arrival.conversation,
            occurred_at=arrival.occurred_at,
            what=_happening(wire),
            received_at=arrival.received_at,
            sent_from=sent_from(wire),
        )


def _happening(wire: dict[str, Any]) -> Happening:
    match wire:
        case {"kind": "start"}:
            return FollowStarted()
        case {"kind": "account_linked", "nonce": str(nonce)}:
            # Written by the sign-in pages; no frame of a browser becomes one.
            return AccountLinked(nonce, succeeded=True)
        case {"kind": "text", "text": str(words)}:
            return TextSaid(words)
        case {"kind": "place", "latitude": float(latitude), "longitude": float(longitude)}:
            return LocationShared(latitude, longitude)
        case {"kind": "tap", "data": str(data)}:
            tap = decode(data)
            return UnknownHappened("tap") if tap is None else ButtonTapped(tap)
        case _:
            return UnknownHappened(str(wire.get("kind")))
