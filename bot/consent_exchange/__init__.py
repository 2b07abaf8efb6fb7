"""The shell between our consents and the city OS's: carries what was said here, follows what was said there.

Each run may be repeated and may die at any point: a change is carried with its own idempotency key until it is
confirmed, and the feed's cursor moves in the transaction that stores the page (promise 1).
"""

from datetime import datetime

from bot.consent_exchange.authority import ConsentAuthority, Contact
from bot.consent_exchange.carrying import Carrying
from bot.consent_exchange.following import Following
from bot.core.ports import Wakeups
from bot.storage.city_os import CityOsConsentStore

__all__ = ["ConsentAuthority", "ConsentExchange"]


class ConsentExchange:
    """`carry` and `follow` are jobs: each is run by one worker at a time, every few seconds."""

    def __init__(self, *, there: ConsentAuthority, store: CityOsConsentStore, wakeups: Wakeups) -> None:
        contact = Contact()
        self._carrying = Carrying(there, store, contact)
        self._following = Following(there, store, contact, wakeups)

    async def carry(self, now: datetime) -> int:
        """Sends what is due; returns how much the city OS has confirmed.

        Raises:
            Unavailable: the database is down. That the city OS is down is a normal case.
        """
        return await self._carrying.carry(now)

    async def follow(self, now: datetime) -> int:
        """Reads what changed there, to the end of the feed; returns how many people are touched.

        Raises:
            Unavailable: the database is down. That the city OS is down is a normal case.
        """
        return await self._following.follow(now)
