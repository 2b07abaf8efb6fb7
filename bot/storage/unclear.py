"""The turns that were not understood, as staff may label them. Whose consent does not stand now is left out."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, exists, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import EventId, PersonId
from bot.core.ports import Arrival
from bot.core.records import TurnUnclear
from bot.rules.unclear import may_be_read
from bot.storage.agreed import CityOsRules, consents_of
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.register import people_of
from bot.storage.rows.arrivals import arrival_of, select_arrivals
from bot.storage.rows.unclear import unclear_of
from bot.storage.tables import accounts, inbox, unclear_turns

PAGE = 500

_KEY = (unclear_turns.c.said_at, unclear_turns.c.id)
_STILL_THEIRS = exists().where(
    accounts.c.person_id == unclear_turns.c.person_id,
    accounts.c.channel + ":" + accounts.c.address == unclear_turns.c.conversation,
)
_NEW = (unclear_turns.c.reviewed_at.is_(None), _STILL_THEIRS)
_WAITING = select(unclear_turns).where(*_NEW).order_by(*_KEY).limit(PAGE)
_AFTER = _WAITING.where(tuple_(*_KEY) > tuple_(bindparam("at", type_=Instant), bindparam("id")))
_ARRIVALS = select_arrivals.where(among(inbox.c.event_id, "events"))
_COUNT: Select[int] = select(func.count()).select_from(unclear_turns).where(*_NEW)
_NAMED = select(unclear_turns.c.id, unclear_turns.c.person_id).where(*_NEW, among(unclear_turns.c.id, "ids"))
_REVIEWED = (
    update(unclear_turns)
    .where(among(unclear_turns.c.id, "ids"), unclear_turns.c.reviewed_at.is_(None))
    .values(reviewed_at=bindparam("now", type_=Instant))
)


@dataclass(frozen=True, slots=True)
class Unclear:
    """A turn that waits for a label, and its raw event, opened."""

    turn: TurnUnclear
    arrival: Arrival


class UnclearTurns:
    """All methods raise `Unavailable` when the database is down.

    `city_os`, where there is one, says how far a consent counts that the city OS has not confirmed.
    """

    def __init__(self, database: Database, city_os: CityOsRules | None = None) -> None:
        self._database = database
        self._city_os = city_os

    async def count(self) -> int:
        """How many wait, of everybody; no words are read for it."""
        async with self._database.reading() as connection:
            return (await connection.execute(_COUNT)).scalar_one()

    async def pages(self, now: datetime) -> AsyncIterator[tuple[int, tuple[Unclear, ...]]]:
        """The oldest first: how many were looked at, and those of them whose words may be read at this moment.

        The words of all others stay sealed, and what the inbox does not hold any more is left out.
        """
        last: Mapping[str, object] = {}
        while True:
            async with self._database.reading() as connection:
                rows = (await connection.execute(_AFTER if last else _WAITING, last)).all()
                readable = await self._readable(connection, {PersonId(row.person_id) for row in rows}, now)
                turns = [unclear_of(row) for row in rows if row.person_id in readable]
                arrivals = await _arrivals(connection, turns)
            if not rows:
                return
            yield len(rows), tuple(Unclear(each, arrivals[each.event]) for each in turns if each.event in arrivals)
            last = {"at": rows[-1].said_at, "id": rows[-1].id}

    @asynccontextmanager
    async def reviewing(self, ids: Collection[str], now: datetime) -> AsyncIterator[frozenset[str]]:
        """Those of the turns that may still be taken, marked as reviewed at the end of the block, or not at all.

        Left out are those that are gone (taken back, too old), that were reviewed, and whose consent was withdrawn.
        """
        async with self._database.writing() as connection:
            rows = (await connection.execute(_NAMED, {"ids": sorted(ids)})).all()
            readable = await self._readable(connection, {PersonId(row.person_id) for row in rows}, now)
            taken = frozenset(str(row.id) for row in rows if row.person_id in readable)
            await connection.execute(_REVIEWED, {"ids": sorted(taken), "now": now})
            yield taken

    async def _readable(
        self, connection: AsyncConnection, ids: Collection[PersonId], now: datetime
    ) -> frozenset[PersonId]:
        if not ids:
            return frozenset()
        people = await people_of(connection, ids)
        consents = await consents_of(connection, ids, self._city_os)
        return frozenset(each for each in people if may_be_read(people[each], consents.get(each, ()), now))


async def _arrivals(connection: AsyncConnection, turns: Sequence[TurnUnclear]) -> Mapping[EventId, Arrival]:
    if not turns:
        return {}
    rows = await connection.execute(_ARRIVALS, {"events": [each.event for each in turns]})
    return {EventId(row.event_id): arrival_of(row) for row in rows}
