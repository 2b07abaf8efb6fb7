"""Ordinary days by the clock, set by set: greetings, silence that is told, the monthly drill."""
