"""Tests of the outside services and their stand-ins."""
