"""Telling of many at once: read, shown back, confirmed with one tap, and only then reported."""
