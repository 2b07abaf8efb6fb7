"""The stand-in for the JMA's Atom feeds: invented telegrams about Aizuwakamatsu, published on demand, with faults."""

from integrations.sandbox.alerts.app import create_alert_feeds
from integrations.sandbox.alerts.desk import Desk, NothingBeforeError, Published
from integrations.sandbox.alerts.faults import Fault, FaultKind, Faults, Place
from integrations.sandbox.alerts.feeds import FEEDS, feed_path
from integrations.sandbox.alerts.samples import Sample, Status, load_samples

__all__ = [
    "FEEDS",
    "Desk",
    "Fault",
    "FaultKind",
    "Faults",
    "NothingBeforeError",
    "Place",
    "Published",
    "Sample",
    "Status",
    "create_alert_feeds",
    "feed_path",
    "load_samples",
]
