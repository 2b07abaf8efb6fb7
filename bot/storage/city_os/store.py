"""The store behind the exchange of consents with the city OS. Each step is one transaction, and may be run again."""

from datetime import datetime

from bot.core.city_consents import Change, Listed, Page
from bot.core.ids import PersonId
from bot.rules.consent_sources import Difference
from bot.storage.city_os import feed as feed_row
from bot.storage.city_os.comparing import next_people, raise_differences
from bot.storage.city_os.feed import Feed
from bot.storage.city_os.mirror import write_listed
from bot.storage.city_os.newcomers import leave, meet, new_people
from bot.storage.city_os.waiting import Waiting, confirm, count_waiting, due_changes, put_off
from bot.storage.database import Database


class CityOsConsentStore:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def due(self, now: datetime, limit: int) -> tuple[Change, ...]:
        """What closes first, then what opens; of people who have a subject."""
        async with self._database.reading() as connection:
            return await due_changes(connection, now, limit)

    async def waiting(self) -> Waiting:
        async with self._database.reading() as connection:
            return await count_waiting(connection)

    async def carried(self, change: Change, listed: Listed, now: datetime, reason: str = "") -> None:
        """The city OS has heard it; `listed` is what it holds of the person since then."""
        async with self._database.writing() as connection:
            feed = await feed_row.read_feed(connection, to_write=True)
            await confirm(connection, change, now, reason)
            await write_listed(connection, listed, feed.reading if feed else 0, now)

    async def put_off(self, change: Change, until: datetime, reason: str) -> None:
        async with self._database.writing() as connection:
            await put_off(connection, change, until, reason)

    async def feed(self) -> Feed | None:
        """None: it was never begun."""
        async with self._database.reading() as connection:
            return await feed_row.read_feed(connection)

    async def begin_anew(self) -> None:
        """The feed will be read from its first change on. What is known stays until that is done."""
        async with self._database.writing() as connection:
            await feed_row.begin_anew(connection)

    async def take(self, page: Page, after: str, as_of: datetime, now: datetime) -> frozenset[PersonId]:
        """A page of the feed after the cursor `after`; of the last one, `as_of` is when it was asked for.

        Returns who is touched. Nothing is done where somebody else has moved the feed meanwhile.
        """
        async with self._database.writing() as connection:
            feed = await feed_row.read_feed(connection, to_write=True)
            if feed is None or feed.cursor != after:
                return frozenset()
            await feed_row.move(connection, page.cursor)
            touched = await write_listed(connection, page.listed, feed.reading, now)
            if not page.more:
                await feed_row.complete(connection, feed.reading, as_of)
            return touched

    async def newcomers(self, limit: int) -> dict[PersonId, str | None]:
        """Whose subject is new here, or is gone (None)."""
        async with self._database.reading() as connection:
            return await new_people(connection, limit)

    async def met(self, person: PersonId, subject: str | None, listed: Listed, now: datetime) -> None:
        """What the city OS holds of them under their subject; what belonged to another subject goes."""
        async with self._database.writing() as connection:
            feed = await feed_row.read_feed(connection, to_write=True)
            if subject is None:
                await leave(connection, person)
                return
            await meet(connection, person, subject)
            await write_listed(connection, listed, feed.reading if feed else 0, now)

    async def differences(self, people: frozenset[PersonId], now: datetime) -> tuple[Difference, ...]:
        """The new ones of these people; staff have a notice of each now."""
        async with self._database.writing() as connection:
            return await raise_differences(connection, people, now)

    async def everybody_after(self, person: str) -> frozenset[PersonId]:
        """The next few hundred who are to be compared, in the order of their ids; none: that was all."""
        async with self._database.reading() as connection:
            return frozenset(await next_people(connection, person))

    async def compared(self, at: datetime) -> None:
        async with self._database.writing() as connection:
            await feed_row.compared(connection, at)
