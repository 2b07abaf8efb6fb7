"""Rescuenow's flag that something has happened, as `Alert`, by a form that is data."""

from integrations.alerts.rescuenow.feed import RescuenowFeed
from integrations.alerts.rescuenow.form import Form, FormError, load_form, read_form
from integrations.alerts.rescuenow.occurrences import read_occurrences

__all__ = ["Form", "FormError", "RescuenowFeed", "load_form", "read_form", "read_occurrences"]
