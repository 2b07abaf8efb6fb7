"""The response curves of the open real incidents, read for the board: only what has come in since the last time."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from admin.board import Counted
from admin.queries.on_map import Heard
from bot.core.closing_report import Point
from bot.core.ids import IncidentId
from bot.rules.closing_report import curve_of
from bot.storage.database import Database

_READ_AGAIN = timedelta(seconds=5)
"""People are first: a curve may be behind by so long."""

Curves = Mapping[IncidentId, Sequence[Point]]


class BoardCurves:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._heard: dict[IncidentId, Heard] = {}
        self._read_at: datetime | None = None
        self._curves: dict[IncidentId, Sequence[Point]] = {}

    async def read(self, counted: Sequence[Counted], now: datetime) -> Curves:
        """Raises `Unavailable` when the database is down."""
        incidents = [each.incident for each in counted if not each.incident.drill]
        there = {each.id for each in incidents}
        is_old = self._read_at is None or now - self._read_at >= _READ_AGAIN
        if not is_old and there == self._curves.keys():
            return self._curves
        self._heard = {each.id: self._heard.get(each.id) or Heard(each) for each in incidents}
        found = {each.id: (await self._heard[each.id].read(self._database)).values() for each in incidents}
        self._curves = {each.id: curve_of(found[each.id], each.opened_at, now) for each in incidents}
        self._read_at = now
        return self._curves
