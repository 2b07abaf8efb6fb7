"""Identifiers, each its own type, so that mypy keeps a person from being taken for a conversation."""

from typing import NewType
from uuid import NAMESPACE_URL, UUID, uuid5

PersonId = NewType("PersonId", str)
"""The municipality's id of a human, as in `people.csv`."""

ConversationId = NewType("ConversationId", str)
"""`<channel>:<address>`, lasting: one person (or group) on one channel."""

EventId = NewType("EventId", str)
"""Unique per inbound event; LINE's `webhookEventId` on LINE. Duplicates are recognised by it."""

DistrictId = NewType("DistrictId", str)
IncidentId = NewType("IncidentId", str)
ReportId = NewType("ReportId", str)
MessageId = NewType("MessageId", str)
"""One row of the outbox: one call to a channel."""
NoticeId = NewType("NoticeId", str)

_ANPI = uuid5(NAMESPACE_URL, "urn:anpi")


def derived_id(*parts: str | int) -> str:
    """An id that the same input always gives, so that a turn run twice makes the same rows (promise 8)."""
    return str(uuid5(_ANPI, "\x1f".join(str(part) for part in parts)))


def retry_key(message: MessageId) -> UUID:
    """LINE's `X-Line-Retry-Key`: bound to the frozen message, known before the first attempt (line.md 10.3)."""
    return uuid5(_ANPI, f"retry\x1f{message}")
