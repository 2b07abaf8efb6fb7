"""The outside services: one folder each, independent of one another."""
