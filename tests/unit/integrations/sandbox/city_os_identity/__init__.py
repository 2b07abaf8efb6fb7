"""Tests of the stand-in for the city's identity provider."""
