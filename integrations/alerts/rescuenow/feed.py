"""Rescuenow pulled: one look at the address of the contract, with its credentials."""

from datetime import datetime
from typing import Final

import httpx
import structlog

from bot.core.alerts import Alert
from bot.core.errors import Unavailable
from integrations.alerts.document import UnreadableError
from integrations.alerts.fetching import Seen
from integrations.alerts.pulling import Feed, pull
from integrations.alerts.rescuenow.form import Form, load_form
from integrations.alerts.rescuenow.occurrences import read_occurrences

log = structlog.get_logger()

DEPENDENCY: Final = "rescuenow"


class RescuenowFeed:
    """`form`: what their answers call things; our own where none is given."""

    def __init__(self, http: httpx.AsyncClient, feed: Feed, form: Form | None = None) -> None:
        self._http = http
        self._feed = feed
        self._form = form or load_form()

    async def look(self, seen: Seen, received: datetime) -> tuple[tuple[Alert, ...], Seen]:
        """What is current there, and what to hand in at the next look once these alerts are stored.

        Raises:
            Unavailable: "rescuenow"; no answer, or one that cannot be read. The next look asks for all of it again.
        """
        content, now_seen = await pull(self._http, self._feed, seen, DEPENDENCY)
        if content is None:
            return (), now_seen
        try:
            return read_occurrences(content, self._form, received), now_seen
        except UnreadableError as error:
            log.debug("alert_feed.unreadable", dependency=DEPENDENCY)
            raise Unavailable(DEPENDENCY) from error
