"""What the exchange needs of the city OS, and whether it answers at present."""

from datetime import datetime
from typing import Protocol

import structlog

from bot.core.city_consents import CityOsConsent, Listed, Page, Statement
from bot.core.consents import Cadence
from bot.core.errors import Unavailable

log = structlog.get_logger()

_DATABASE = "database"


class ConsentAuthority(Protocol):
    """The city OS's consent interface. All methods raise `Unavailable`, `TryLater` or `Refused`."""

    async def of(self, subject: str) -> Listed: ...

    async def state(self, statement: Statement) -> CityOsConsent: ...

    async def withdraw(self, id_: str, at: datetime, key: str) -> CityOsConsent: ...

    async def confirm(self, id_: str, at: datetime, key: str) -> CityOsConsent: ...

    async def choose(self, id_: str, cadence: Cadence, at: datetime, key: str) -> CityOsConsent: ...

    async def changes(self, after: str, limit: int = ...) -> Page:
        """Raises `CursorLost` where the cursor is not known any more."""
        ...


class Contact:
    """Says once that the city OS is lost, and once that it is back."""

    def __init__(self) -> None:
        self._lost = False

    def lost(self, error: Unavailable) -> None:
        """Raises it again where it is the database that is down: that is the caller's to bear."""
        if error.dependency == _DATABASE:
            raise error
        if not self._lost:
            log.warning("city_os_consents.lost", dependency=error.dependency)
        self._lost = True

    def back(self) -> None:
        if self._lost:
            log.info("city_os_consents.back")
        self._lost = False
