"""Forecasts in the database: of each area and day the newest, and which telegrams were read already."""

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import bindparam, select

from bot.core.weather import DayForecast
from bot.storage.alerts.store import AlertStore, Mark
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.tables import fetched_telegrams, forecasts
from bot.storage.upsert import put

_OF = select(forecasts).where(forecasts.c.area == bindparam("of"), forecasts.c.day >= bindparam("since"))
_APART = "forecast "
"""A feed may be followed for alerts too: how far each of both has read it is kept apart."""


class ForecastStore:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._feeds = AlertStore(database)

    async def mark(self, address: str) -> Mark:
        return await self._feeds.mark(_APART + address)

    async def keep_mark(self, address: str, mark: Mark) -> None:
        await self._feeds.keep_mark(_APART + address, mark)

    async def known(self, ids: Sequence[str]) -> Collection[str]:
        found = await self._feeds.known([_APART + each for each in ids])
        return {each.removeprefix(_APART) for each in found}

    async def give_up(self, telegram: str, reason: str, now: datetime) -> None:
        await self._feeds.give_up(_APART + telegram, reason, now)

    async def keep(self, telegram: str, told: Sequence[DayForecast], now: datetime) -> int:
        """The telegram is known from now on; an older one that comes late changes nothing. Returns how many days."""
        if not told:
            return 0
        async with self._database.writing() as connection:
            await add_new(connection, fetched_telegrams, [{"id": _APART + telegram, "at": now, "reason": ""}])
            asked = {"of": told[0].area, "since": min(each.day for each in told)}
            issued = {row.day: row.issued for row in await connection.execute(_OF, asked)}
            fresh = [each for each in told if each.day not in issued or issued[each.day] <= each.issued]
            await put(connection, forecasts, [asdict(each) for each in fresh])
        return len(fresh)

    async def of(self, area: str, since: date) -> tuple[DayForecast, ...]:
        """Of that day and those after it."""
        async with self._database.reading() as connection:
            rows = await connection.execute(_OF, {"of": area, "since": since})
            return tuple(DayForecast(**row) for row in rows.mappings())
