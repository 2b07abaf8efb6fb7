"""Rescuenow: occurrence flags by a form."""
