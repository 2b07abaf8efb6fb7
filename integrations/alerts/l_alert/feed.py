"""L-Alert pulled: one look at the address that the city was given, with the credentials that came with it."""

from datetime import datetime
from typing import Final

import httpx
import structlog

from bot.core.alerts import Alert
from bot.core.errors import Unavailable
from integrations.alerts.document import UnreadableError
from integrations.alerts.fetching import Seen
from integrations.alerts.l_alert.telegrams import read_l_alert
from integrations.alerts.pulling import Feed, pull

log = structlog.get_logger()

DEPENDENCY: Final = "l_alert"


class LAlertFeed:
    """How L-Alert is pulled is told on registration only; any address that answers GET with envelopes will do."""

    def __init__(self, http: httpx.AsyncClient, feed: Feed) -> None:
        self._http = http
        self._feed = feed

    async def look(self, seen: Seen, received: datetime) -> tuple[tuple[Alert, ...], Seen]:
        """What is current there, and what to hand in at the next look once these alerts are stored.

        Nothing where nothing is new. The same document may come again; its digest is the same.

        Raises:
            Unavailable: "l_alert"; no answer, or one that holds no documents. The next look asks for all of it again.
        """
        content, now_seen = await pull(self._http, self._feed, seen, DEPENDENCY)
        if content is None:
            return (), now_seen
        try:
            return read_l_alert(content, received), now_seen
        except UnreadableError as error:
            log.debug("alert_feed.unreadable", dependency=DEPENDENCY)
            raise Unavailable(DEPENDENCY) from error
