"""Pages for paper, put together: where leaders are sent, and what opens there."""

from bot.core.people import City
from bot.core.ports import Clock
from bot.core.requests import PaperAddress
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.papers import SqlPapers
from handlers.web_pages.paper import PATH

_IN_A_BROWSER = "?openExternalBrowser=1"
"""LINE's own browser cannot print; this makes LINE open the phone's (LINE docs, URL schemes)."""


class PaperAddresses:
    """Answers `PaperAddress`."""

    def __init__(self, papers: SqlPapers, public_url: str) -> None:
        self._papers = papers
        self._page = public_url.rstrip("/") + PATH

    async def __call__(self, asked: PaperAddress) -> str:
        """Raises `Unavailable` when the database is down."""
        return f"{self._page}/{await self._papers.issue(asked)}{_IN_A_BROWSER}"


def papers_of(database: Database, city: City, clock: Clock, city_os: CityOsRules | None) -> SqlPapers:
    return SqlPapers(database, clock, city.disclosure, city_os)
