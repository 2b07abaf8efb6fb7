"""The JMA's Atom feeds: its telegrams, each fetched once."""

from typing import Final

import httpx

from integrations.alerts.fetching import Source
from integrations.alerts.jma.atom import read_feed
from integrations.alerts.linked import Limits, LinkedFeeds

DEPENDENCY: Final = "jma"


class JmaFeeds(LinkedFeeds):
    def __init__(self, http: httpx.AsyncClient, limits: Limits | None = None) -> None:
        super().__init__(http, Source(DEPENDENCY), lambda raw, _address: read_feed(raw), limits)
