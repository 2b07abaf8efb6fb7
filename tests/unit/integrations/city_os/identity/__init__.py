"""Tests of signing in with the city's own ID."""
