"""The Common Alerting Protocol 1.2 (OASIS), in and out."""

from integrations.alerts.cap.feed import CapFeeds
from integrations.alerts.cap.reading import read_cap
from integrations.alerts.cap.senders import UNKNOWN_SENDER, Senders, read_from
from integrations.alerts.cap.words import MEDIA_TYPE, NAMESPACE
from integrations.alerts.cap.writing import to_cap

__all__ = ["MEDIA_TYPE", "NAMESPACE", "UNKNOWN_SENDER", "CapFeeds", "Senders", "read_cap", "read_from", "to_cap"]
