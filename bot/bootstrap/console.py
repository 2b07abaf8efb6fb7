"""The staff console put together: its own connections to the database and the wake-ups, and the sign-in code."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from secrets import randbelow

from admin.mailroom import Mailroom
from admin.parts import ConsoleParts, Stores, Tiles
from bot.bootstrap.city_os import CityOs, open_city_os
from bot.bootstrap.city_os_consents import city_os_rules
from bot.bootstrap.database import database_of
from bot.bootstrap.office import SystemClock, domain_of, wakeups_of
from bot.bootstrap.opening import new_incident_id
from bot.bootstrap.proposals import Proposals
from bot.bootstrap.quota import open_quota
from bot.bootstrap.sign_in import CityOsSignIn
from bot.core.ports import Clock
from bot.storage.alerts import ProposalStore
from config.alerts import load_alerts
from config.catalogue import load_catalogue
from config.municipality import load_city
from config.settings import Settings
from handlers.web_pages.ports import Identity
from integrations.city_os.identity import SeenInMemory

_NEW_CODE_DIGITS = 8


def console_parts(settings: Settings) -> ConsoleParts:
    """Opens nothing yet. Where no code is set, `code` is a new one, which whoever starts the console has to tell."""
    city, clock = load_city(settings.municipality), SystemClock()

    @asynccontextmanager
    async def open_stores() -> AsyncIterator[Stores]:
        async with AsyncExitStack() as stack:
            database, wakeups = database_of(settings), wakeups_of(settings)
            stack.push_async_callback(database.close)
            stack.push_async_callback(wakeups.close)
            city_os = await stack.enter_async_context(open_city_os(settings, clock))
            quota = await stack.enter_async_context(open_quota(settings))
            proposals = Proposals(ProposalStore(database), city, wakeups, quota)
            mailroom = Mailroom(load_catalogue(city.time_zone), quota, new_incident_id)
            rules = city_os_rules(settings, clock)
            yield Stores(database, wakeups, proposals, mailroom, _identity(city_os, clock), rules)

    return ConsoleParts(
        city=city,
        code=settings.console_code.get_secret_value() or new_code(),
        clock=clock,
        open_stores=open_stores,
        address=settings.console_url if settings.city_os_issuer else "",
        tiles=Tiles(settings.map_tiles, settings.map_attribution),
        domain=domain_of(settings),
        codes=load_alerts(settings.municipality).triggers.codes,
    )


def _identity(city_os: CityOs | None, clock: Clock) -> Identity | None:
    """What is remembered of logout tokens is as short-lived as the sessions that they end."""
    return CityOsSignIn(city_os.identity, city_os.config, SeenInMemory(clock)) if city_os else None


def new_code() -> str:
    """Digits, to be typed from a terminal; the limit of tries does the rest."""
    return f"{randbelow(10**_NEW_CODE_DIGITS):0{_NEW_CODE_DIGITS}}"
