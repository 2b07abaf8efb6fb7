"""The exchange of consents with the city OS, put together: its client, and the two jobs that keep both sides equal."""

from collections.abc import Collection
from datetime import timedelta

import structlog

from bot.bootstrap.city_os import CityOs, open_city_os
from bot.bootstrap.database import open_database
from bot.bootstrap.office import SystemClock, wakeups_of
from bot.consent_exchange import ConsentExchange
from bot.core.errors import Unavailable
from bot.core.ports import Clock, Wakeups
from bot.jobs import Job
from bot.storage.agreed import CityOsRules
from bot.storage.city_os import CityOsConsentStore
from bot.storage.database import Database
from config.settings import Settings
from integrations.city_os.consent import CityOsConsents
from integrations.city_os.identity import SignInRefused, SystemTokens

log = structlog.get_logger()

CARRY_EVERY = timedelta(seconds=5)
FOLLOW_EVERY = timedelta(seconds=15)


def city_os_rules(settings: Settings, clock: Clock) -> CityOsRules | None:
    """None where the consents kept here are the only ones. Whom the city OS does not know, it says nothing about."""
    if not has_consents(settings):
        return None
    max_age = timedelta(minutes=settings.city_os_consent_minutes)
    return CityOsRules(clock, max_age, strangers_count=settings.city_os_strangers_count)


def has_consents(settings: Settings) -> bool:
    return bool(settings.city_os_issuer and settings.city_os_api_base)


def consent_jobs(city_os: CityOs, api_base: str, database: Database, wakeups: Wakeups) -> tuple[Job, ...]:
    """`api_base`: ANPI_CITY_OS_API_BASE."""
    exchange = consent_exchange(city_os, api_base, database, wakeups)
    return (
        Job("consents_carried", CARRY_EVERY, exchange.carry),
        Job("consents_followed", FOLLOW_EVERY, exchange.follow),
    )


def consent_exchange(city_os: CityOs, api_base: str, database: Database, wakeups: Wakeups) -> ConsentExchange:
    there = CityOsConsents(
        city_os.http, api_base, ConsentTokens(city_os.tokens), token_header=city_os.config.token_header
    )
    return ConsentExchange(there=there, store=CityOsConsentStore(database), wakeups=wakeups)


async def follow_once(settings: Settings) -> None:
    """Reads what the city OS says now, so that nobody has to wait for the first look of a worker that just started."""
    clock, wakeups = SystemClock(), wakeups_of(settings)
    async with open_city_os(settings, clock) as city_os, open_database(settings) as database:
        if city_os is not None and has_consents(settings):
            await consent_exchange(city_os, settings.city_os_api_base, database, wakeups).follow(clock.now())
    await wakeups.close()


class ConsentTokens:
    """`integrations.city_os.consent.Tokens`: a provider that gives us no token is a city OS that cannot be asked."""

    def __init__(self, tokens: SystemTokens) -> None:
        self._tokens = tokens

    async def token(self, scopes: Collection[str]) -> str:
        try:
            return await self._tokens.token(scopes)
        except SignInRefused as refused:
            log.warning("city_os_consents.no_token", reason=refused.reason)
            raise Unavailable("city_os_consent") from refused

    def forget(self, scopes: Collection[str]) -> None:
        self._tokens.forget(scopes)
