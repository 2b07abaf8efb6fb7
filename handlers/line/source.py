"""Where a LINE event comes from: the chat's address and whether several people read along."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.core.events import Channel, Place, conversation_id
from bot.core.ids import ConversationId

UNKNOWN = "unknown"
"""The address of events without a usable source: a failed account link, a PNP delivery, a person without consent."""

_ADDRESS = re.compile(r"[A-Za-z0-9_-]{1,64}")
_GROUPS = ("groupId", "roomId")
_DUMMY_USER = re.compile(r"U(?:deadbeef){4}")


@dataclass(frozen=True, slots=True)
class Source:
    address: str
    place: Place

    @property
    def is_console_test(self) -> bool:
        """The invented user of LINE's console button "Verify" (SDK issues 37, 80, 186, 287)."""
        return _DUMMY_USER.fullmatch(self.address) is not None


def source_of(event: Mapping[str, Any]) -> Source:
    """A group or room before the member who spoke in it; unknown source types give whatever id they carry."""
    source = event.get("source")
    if not isinstance(source, dict):
        return Source(UNKNOWN, Place.PRIVATE)
    for key in _GROUPS:
        if address := _address(source.get(key)):
            return Source(address, Place.GROUP)
    place = Place.GROUP if source.get("type") in ("group", "room") else Place.PRIVATE
    user = _address(source.get("userId")) if place is Place.PRIVATE else None
    return Source(user or UNKNOWN, place)


def speaker_of(event: Mapping[str, Any]) -> ConversationId | None:
    """In a group, the private chat of whoever spoke; None where LINE does not say who that is (line.md 1.3)."""
    if source_of(event).place is not Place.GROUP:
        return None
    source = event.get("source")
    user = _address(source.get("userId")) if isinstance(source, dict) else None
    return conversation_id(Channel.LINE, user) if user else None


def _address(value: Any) -> str | None:
    return value if isinstance(value, str) and _ADDRESS.fullmatch(value) else None
