"""Consents and the city OS over SQL: the mirror of what it says, and what it still has to hear from us."""

from bot.storage.city_os.feed import Feed
from bot.storage.city_os.store import CityOsConsentStore
from bot.storage.city_os.waiting import Waiting

__all__ = ["CityOsConsentStore", "Feed", "Waiting"]
