"""Identifiers, each its own type, so that mypy keeps a person from being taken for a conversation."""

from hashlib import sha1
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
MailingId = NewType("MailingId", str)
"""What staff send to many in one go; made by the page, so that confirming it twice sends it once."""
VisitId = NewType("VisitId", str)
TalkId = NewType("TalkId", str)

_ANPI = uuid5(NAMESPACE_URL, "urn:anpi")


def derived_id(*parts: str | int) -> str:
    """An id that the same input always gives, so that a turn run twice makes the same rows (promise 8)."""
    # UUID version 5 by RFC 9562, 5.5, spelled out: `uuid5` takes three times as long, and a town has 100,000 of them.
    name = "\x1f".join([str(part) for part in parts]).encode()
    hashed = bytearray(sha1(_ANPI.bytes + name, usedforsecurity=False).digest()[:16])
    hashed[6] = hashed[6] & 0x0F | 0x50
    hashed[8] = hashed[8] & 0x3F | 0x80
    written = hashed.hex()
    return f"{written[:8]}-{written[8:12]}-{written[12:16]}-{written[16:20]}-{written[20:]}"


def retry_key(message: MessageId) -> UUID:
    """LINE's `X-Line-Retry-Key`: bound to the frozen message, known before the first attempt (line.md 10.3)."""
    return uuid5(_ANPI, f"retry\x1f{message}")
