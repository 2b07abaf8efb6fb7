"""Lanes over PostgreSQL: session-level advisory locks on a connection of their own.

When a worker dies its connection drops and its lanes are free in that moment. A pooler between Anpi and PostgreSQL that
shares sessions (pgbouncer in transaction mode) breaks this; give the worker a direct address.
"""

from math import ceil
from random import Random

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

# A machine that vanishes closes no connection: the server finds out by itself after some ten seconds.
_KEEPALIVE = {"tcp_keepalives_idle": "5", "tcp_keepalives_interval": "2", "tcp_keepalives_count": "3"}


class PostgresLanes:
    """Each of n workers holds at most ceil(64 / n) lanes, so that a new one finds its share at the next look."""

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
        self._lost = False

    async def hold(self) -> frozenset[int]:
        """Never raises: with the connection lost nothing is held, until the next look has made a new one."""
        try:
            with border():
                connection = await self._connected()
                await self._share_out(connection)
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

    async def _share_out(self, connection: AsyncConnection) -> None:
        holders = {row.lane: row.holders for row in await connection.execute(_LOOK)}
        share = ceil(LANES / max(holders.pop(PRESENCE, 1), 1))
        surplus = sorted(self._held)[share:]
        if surplus:
            # Not ours from here on, even if the answer gets lost.
            self._held.difference_update(surplus)
            await connection.execute(_GIVE, {"lanes": surplus})
        free = [lane for lane in range(LANES) if lane not in holders]
        # At random, or workers that look at the same moment would all try the same ones.
        wanted = self._random.sample(free, min(len(free), max(share - len(self._held), 0)))
        if wanted:
            taken = await connection.execute(_TAKE, {"lanes": wanted})
            self._held.update(row.lane for row in taken if row.mine)

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
        connection, self._connection = self._connection, None
        if connection is not None:
            try:
                await connection.invalidate()
                await connection.close()
            except OSError:
                log.info("lanes.connection_was_gone")
