"""What the pages of one console work with."""

from asyncio import Task, gather
from dataclasses import dataclass, field

from admin.mailroom import Mailroom
from admin.parts import NO_TILES, Proposals, Tiles
from admin.watch import Watch
from bot.core.people import City
from bot.core.ports import Clock, Wakeups
from bot.core.triggers import NO_CODES, CityCodes
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """`by_name`: whether staff can sign in by name here. `domain`: stands before ids of records others may keep."""

    city: City
    clock: Clock
    database: Database
    wakeups: Wakeups
    watch: Watch
    proposals: Proposals
    mailroom: Mailroom
    by_name: bool = False
    tiles: Tiles = NO_TILES
    domain: str = "localhost"
    city_os: CityOsRules | None = None
    """How far consents count that the city OS has not confirmed."""
    codes: CityCodes = NO_CODES
    """The city as authorities' alerts name it."""
    open_pages: set[Task[None]] = field(default_factory=set)
    """What keeps the tabs up to date: they end with the console, not when the last browser has noticed."""

    async def end_pages(self) -> None:
        tasks = tuple(self.open_pages)
        for each in tasks:
            each.cancel()
        await gather(*tasks, return_exceptions=True)
