"""Reads one message about many people: what somebody saw who walked the streets. Uses no statistics."""
