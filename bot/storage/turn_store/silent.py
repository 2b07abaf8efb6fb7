"""Answers `SilentIn`: how many of a district are silent, how many of those can be written to, when they were called."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.requests import SilentCount, SilentIn
from bot.storage.reachable import has_road
from bot.storage.tables import check_ins, district_calls
from bot.storage.turn_store.counting import SILENT

_HERE = (
    check_ins.c.incident_id == bindparam("incident"),
    check_ins.c.district_id == bindparam("district"),
    check_ins.c.progress.in_(sorted(SILENT)),
)
_COUNTS = select(func.count(), func.count().filter(has_road)).select_from(check_ins).where(*_HERE)
_CALLED = select(district_calls.c.called_at).where(
    district_calls.c.incident_id == bindparam("incident"), district_calls.c.district_id == bindparam("district")
)


async def read_silent(connection: AsyncConnection, requests: Collection[SilentIn]) -> Mapping[SilentIn, SilentCount]:
    """A leader at a time asks this: one by one."""
    return {each: await _of(connection, each) for each in requests}


async def _of(connection: AsyncConnection, asked: SilentIn) -> SilentCount:
    here = {"incident": asked.incident, "district": asked.district}
    silent, reachable = (await connection.execute(_COUNTS, here)).one()
    called: datetime | None = await connection.scalar(_CALLED, here)
    return SilentCount(silent, reachable, called)
