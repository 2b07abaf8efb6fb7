"""The board's one calm line about what came lately and asks nobody anything; it leads to 「届いた電文」."""

from datetime import datetime, timedelta

from admin import alert_words
from admin.alerts import heard
from admin.pages.desk import Desk
from admin.pages.elements import say, show, tag
from admin.pages.places import ALERTS
from admin.queries.alerts import read_heard

_AGAIN = timedelta(seconds=3)
"""It is no cry for help: the board itself is read more often."""


class HeardLine:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._read_at: datetime | None = None
        self._line = tag("a", classes="heard-line", href=ALERTS.path)
        show(self._line, shown=False)

    async def refresh(self, now: datetime) -> None:
        """Raises `Unavailable` when the database is down."""
        if self._read_at is not None and now - self._read_at < _AGAIN:
            return
        self._read_at = now
        told = heard(await read_heard(self._desk.database, now), self._desk.codes, self._desk.city.name)
        words = alert_words.heard(told)
        say(self._line, words)
        show(self._line, shown=bool(words))
