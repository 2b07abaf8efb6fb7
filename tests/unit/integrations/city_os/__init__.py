"""Tests of what Anpi takes from the city OS."""
