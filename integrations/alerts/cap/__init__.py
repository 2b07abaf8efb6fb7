"""The Common Alerting Protocol 1.2 (OASIS), in and out."""

from integrations.alerts.cap.reading import read_cap
from integrations.alerts.cap.words import NAMESPACE
from integrations.alerts.cap.writing import to_cap

__all__ = ["NAMESPACE", "read_cap", "to_cap"]
