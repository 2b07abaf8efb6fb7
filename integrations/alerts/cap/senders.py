"""Whose CAP messages count: the senders that a city has named. Of anybody else all is kept, and nothing follows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.core.alerts import Alert, AlertKind
from integrations.alerts.cap.reading import read_cap, without_effect
from integrations.alerts.document import read_document, text

Senders = Mapping[str, Mapping[str, AlertKind]]
"""By `sender`: what its events, or its codes for them, are with us."""

UNKNOWN_SENDER: Final = "unknown sender/"
"""Before the series of whoever is not known: it never replaces what somebody known has announced."""


def read_from(raw: bytes, received: datetime, senders: Senders) -> Alert:
    """One message as `read_cap`, as far as its sender may be believed.

    A sender is what the message says of itself: that nobody else writes into the feed is for its owner to see to.
    Of one that the city has not named it has no kind, no level and no event that others share.

    Raises:
        UnreadableError: no XML, too large, with a DTD or entities, or no CAP 1.2.
    """
    sender = text(read_document(raw), "sender")
    if sender in senders:
        return _orders(read_cap(raw, received, senders[sender]), senders[sender])
    alert = read_cap(raw, received)
    fault = f"発信者「{sender}」は、市の設定にありません。種類は、わからないものとして扱いました"
    series = f"{UNKNOWN_SENDER}{alert.series}"
    return replace(without_effect(alert), series=series, event="", faults=(fault, *alert.faults))


def _orders(alert: Alert, kinds: Mapping[str, AlertKind]) -> Alert:
    """Where the city says that this sender's events are orders, they are the order itself and nothing like it."""
    is_order = alert.kind is AlertKind.EVACUATION_ORDER and AlertKind.EVACUATION_ORDER in kinds.values()
    return replace(alert, is_equivalent=alert.is_equivalent and not is_order)
