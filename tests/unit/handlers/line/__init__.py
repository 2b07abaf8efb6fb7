"""Tests of the LINE channel, without a network."""
