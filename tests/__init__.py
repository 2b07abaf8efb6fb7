"""Anpi's tests. A regular package, so that `tests` is always this one, whatever else is installed."""
