"""Consents at the city OS, as docs/city-os-consent-api.md has them: read, given, withdrawn, and followed."""

from integrations.city_os.consent.client import SCOPE_READ, SCOPE_WRITE, Budgets, CityOsConsents, Tokens
from integrations.city_os.consent.words import Words, WordsError, load_words, read_words

__all__ = [
    "SCOPE_READ",
    "SCOPE_WRITE",
    "Budgets",
    "CityOsConsents",
    "Tokens",
    "Words",
    "WordsError",
    "load_words",
    "read_words",
]
