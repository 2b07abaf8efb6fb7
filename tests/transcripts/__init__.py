"""Whole conversations as data: replayed through core, rules and topics with no I/O. `make transcripts` rewrites."""
