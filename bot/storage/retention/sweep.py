"""One pass over everything that is kept for a time: what is due is counted, or erased in small transactions."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.retention import Retention
from bot.storage.database import Database
from bot.storage.retention.aged import AGED, count_aged, erase_aged
from bot.storage.retention.ended_consents import count_consents, erase_consents
from bot.storage.retention.incident_people import erase_people, incidents_due
from bot.storage.retention.ledger_bodies import count_bodies, erase_bodies
from bot.storage.retention.old_lines import count_lines, erase_lines

BATCH = 1_000
CONVERSATIONS = 100
"""Of the web chat, in one transaction: their ends are locked meanwhile."""

Erase = Callable[[AsyncConnection], Awaitable[int]]


class Sweep:
    """Idempotent, safe beside workers, and safe twice at once: nothing is left half-erased, nothing is counted twice.

    Both methods raise `Unavailable` when the database is down; what was erased stays erased.
    """

    def __init__(self, database: Database, retention: Retention) -> None:
        self._database = database
        self._retention = retention

    async def due(self, now: datetime) -> Mapping[str, int]:
        """Kind → how much would be erased now: rows, and of `reports` also whole incidents."""
        found: Counter[str] = Counter()
        async with self._database.reading() as connection:
            for aged in AGED:
                found[aged.kind] += await count_aged(connection, aged, self._cutoff(aged.kind, now))
            found["web_chat"] += await count_lines(connection, self._cutoff("web_chat", now))
            found["reports"] += len(await incidents_due(connection, self._cutoff("reports", now)))
            found["ended_consents"] += await count_consents(connection, self._cutoff("ended_consents", now), now)
            found["ledger_bodies"] += await count_bodies(connection, self._cutoff("ledger_bodies", now))
        return dict(found)

    async def erase(self, now: datetime) -> Mapping[str, int]:
        """Kind → how many rows were erased (of the ledger: lost their body)."""
        done: Counter[str] = Counter()
        for aged in AGED:
            cutoff = self._cutoff(aged.kind, now)
            done[aged.kind] += await self._all(partial(erase_aged, aged=aged, cutoff=cutoff, most=BATCH))
        lines, bodies = self._cutoff("web_chat", now), self._cutoff("ledger_bodies", now)
        done["web_chat"] += await self._all(partial(erase_lines, cutoff=lines, most=CONVERSATIONS))
        done["reports"] += await self._people(now)
        over = partial(erase_consents, cutoff=self._cutoff("ended_consents", now), now=now, most=BATCH)
        done["ended_consents"] += await self._all(over)
        done["ledger_bodies"] += await self._all(partial(erase_bodies, cutoff=bodies, now=now, most=BATCH))
        return dict(done)

    async def _people(self, now: datetime) -> int:
        async with self._database.reading() as connection:
            due = await incidents_due(connection, self._cutoff("reports", now))
        return sum([await self._all(partial(erase_people, incident=each, now=now, most=BATCH)) for each in due])

    async def _all(self, erase: Erase) -> int:
        """Batch after batch, each committed alone, until nothing is left."""
        total = 0
        while True:
            async with self._database.writing() as connection:
                erased = await erase(connection)
            if not erased:
                return total
            total += erased

    def _cutoff(self, kind: str, now: datetime) -> datetime:
        days: int = getattr(self._retention, kind)
        return now - timedelta(days=days)
