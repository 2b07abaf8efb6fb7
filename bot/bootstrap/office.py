"""What the city's commands work with: the stores and the wake-ups, without channels and workers."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bot.bootstrap.database import code_digests_of, database_of
from bot.bootstrap.quota import quota_now
from bot.core.incidents import Incident
from bot.core.people import City, District
from bot.core.ports import Clock, Wakeups
from bot.core.quota import AskQuota, unknown
from bot.rules.opening_message import opening_words
from bot.storage.account_desk import AccountDesk
from bot.storage.alerts import AlertStore, ProposalStore
from bot.storage.city import CityStore
from bot.storage.closing_report import ReportStore
from bot.storage.consent_desk import ConsentDesk
from bot.storage.database import Database
from bot.storage.emergencies import EmergencyStore
from bot.storage.incidents import IncidentStore
from bot.storage.linking.code_digest import CodeDigests
from bot.storage.linking.codes import LinkCodes
from bot.storage.questions import Words
from bot.storage.wakeups import InProcessWakeups, RedisWakeups
from config.municipality import load_city
from config.settings import Settings


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class CityOffice:
    """The city and its stores, open for one command or for a whole process."""

    city: City
    register: CityStore
    incidents: IncidentStore
    reports: ReportStore
    emergencies: EmergencyStore
    consents: ConsentDesk
    codes: LinkCodes
    accounts: AccountDesk
    alerts: AlertStore
    proposals: ProposalStore
    wakeups: Wakeups
    clock: Clock
    question: Callable[[Incident, City, tuple[District, ...]], Words]
    quota: AskQuota = unknown
    """Of LINE."""
    domain: str = "localhost"
    """The city's, as which it signs what it hands to others."""


def office_over(database: Database, city: City, wakeups: Wakeups, clock: Clock, digests: CodeDigests) -> CityOffice:
    return CityOffice(
        city=city,
        register=CityStore(database),
        incidents=IncidentStore(database, city.elders),
        reports=ReportStore(database, city),
        emergencies=EmergencyStore(database),
        consents=ConsentDesk(database),
        codes=LinkCodes(database, digests),
        accounts=AccountDesk(database),
        alerts=AlertStore(database),
        proposals=ProposalStore(database),
        wakeups=wakeups,
        clock=clock,
        question=opening_words,
    )


def domain_of(settings: Settings) -> str:
    """The city's, as which it signs what others may keep."""
    return urlsplit(settings.public_url).hostname or "localhost"


def wakeups_of(settings: Settings) -> RedisWakeups | InProcessWakeups:
    return RedisWakeups(settings.redis_url) if settings.redis_url else InProcessWakeups()


@asynccontextmanager
async def open_office(settings: Settings) -> AsyncIterator[CityOffice]:
    """For one command."""
    database, wakeups = database_of(settings, pool_size=1), wakeups_of(settings)
    try:
        city, digests = load_city(settings.municipality), code_digests_of(settings)
        office = office_over(database, city, wakeups, SystemClock(), digests)
        yield replace(office, quota=quota_now(settings), domain=domain_of(settings))
    finally:
        await wakeups.close()
        await database.close()
