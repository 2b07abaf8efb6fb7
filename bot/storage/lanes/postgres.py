"""Lanes over PostgreSQL: session-level advisory locks on a connection of their own.

When a worker dies its connection drops and its lanes are free in that moment. A pooler between Anpi and PostgreSQL that
shares sessions (pgbouncer in transaction mode) breaks this; give the worker a direct address.
"""

from collections.abc import Collection
from math import ceil
from random import Random
from time import monotonic

import structlog
from sqlalchemy import Integer, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.core.errors import Unavailable
from bot.core.ports import LANES
from bot.storage.border import border
from bot.storage.database import address_of

log = structlog.get_logger()

CLASS = 0x416E7069
"""The first key of every lock of Anpi ("Anpi" in ASCII); the second is the lane, or PRESENCE."""
PRESENCE = LANES
"""Held in share by every worker, so that they can count themselves."""

_ARRIVE = text(f"SELECT pg_try_advisory_lock_shared({CLASS}, {PRESENCE})")
_LOOK = text(
    f"SELECT objid AS lane, count(*) AS holders FROM pg_locks WHERE locktype = 'advisory' AND granted "  # noqa: S608
    f"AND classid = {CLASS} AND objsubid = 2 "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) GROUP BY objid"
)
_LANES = bindparam("lanes", type_=ARRAY(Integer))
_TAKE = text(f"SELECT lane, pg_try_advisory_lock({CLASS}, lane) AS mine FROM unnest(:lanes) AS lane").bindparams(_LANES)  # noqa: S608
_GIVE = text(f"SELECT pg_advisory_unlock({CLASS}, lane) FROM unnest(:lanes) AS lane").bindparams(_LANES)  # noqa: S608

DRAIN = 60.0
"""Seconds after which a lane is given away though something in it has not ended: longer than any call may take."""

# A machine that vanishes closes no connection: the server finds out by itself after some ten seconds.
_KEEPALIVE = {"tcp_keepalives_idle": "5", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "3"}


class PostgresLanes:
    """Each of n workers holds at most ceil(64 / n) lanes, so that a new one finds its share once they are drained."""

    def __init__(self, url: str, *, seed: int | None = None) -> None:
        self._engine = create_async_engine(
            address_of(url),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={
                "timeout": 5,
                "command_timeout": 5,
                "server_settings": {"application_name": "anpi lanes", **_KEEPALIVE},
            },
        )
        self._random = Random(seed)  # noqa: S311 - which free lane is tried first is no secret
        self._connection: AsyncConnection | None = None
        self._held: set[int] = set()
        self._leaving: dict[int, float] = {}
        """Still locked, and worked on no more; until when at the latest."""
        self._lost = False

    async def hold(self, busy: Collection[int] = ()) -> frozenset[int]:
        """Never raises: with the connection lost nothing is held, until the next look has made a new one."""
        try:
            with border():
                connection = await self._connected()
                await self._share_out(connection, busy)
        except Unavailable:
            await self._lose()
        else:
            self._back()
        return frozenset(self._held)

    async def release(self) -> None:
        """Closing the session gives everything back, presence included."""
        await self._disconnect()
        await self._engine.dispose()

    async def _connected(self) -> AsyncConnection:
        if self._connection is None:
            connection = await self._engine.connect()
            self._connection = connection
            await connection.execute(_ARRIVE)
        return self._connection

    async def _share_out(self, connection: AsyncConnection, busy: Collection[int]) -> None:
        await self._give_back(connection, busy)
        holders = {row.lane: row.holders for row in await connection.execute(_LOOK)}
        share = ceil(LANES / max(holders.pop(PRESENCE, 1), 1))
        self._stay_or_leave(share)
        free = [lane for lane in range(LANES) if lane not in holders]
        # At random, or workers that look at the same moment would all try the same ones.
        wanted = self._random.sample(free, min(len(free), max(share - len(self._held), 0)))
        if wanted:
            taken = await connection.execute(_TAKE, {"lanes": wanted})
            self._held.update(row.lane for row in taken if row.mine)

    async def _give_back(self, connection: AsyncConnection, busy: Collection[int]) -> None:
        """Only what an earlier look let go: of that the worker has known long enough to begin nothing there."""
        now = monotonic()
        given = [lane for lane, until in self._leaving.items() if lane not in busy or until <= now]
        if given:
            # Not ours from here on, even if the answer gets lost.
            for lane in given:
                del self._leaving[lane]
            await connection.execute(_GIVE, {"lanes": given})

    def _stay_or_leave(self, share: int) -> None:
        """A lane on its way out comes back when there is room again; its lock was never given up."""
        until = monotonic() + DRAIN
        for lane in sorted(self._held)[share:]:
            self._held.remove(lane)
            self._leaving[lane] = until
        for lane in sorted(self._leaving)[: max(share - len(self._held), 0)]:
            del self._leaving[lane]
            self._held.add(lane)

    async def _lose(self) -> None:
        await self._disconnect()
        if not self._lost:
            self._lost = True
            log.warning("lanes.lost")

    def _back(self) -> None:
        if self._lost:
            self._lost = False
            log.info("lanes.back")

    async def _disconnect(self) -> None:
        self._held.clear()
        self._leaving.clear()
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                await connection.invalidate()
                await connection.close()
            except OSError:
                log.info("lanes.connection_was_gone")
