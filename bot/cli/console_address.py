"""Whether staff can sign in by name at the console: its address, and whether the city OS would send them back there."""

from urllib.parse import urlsplit

import httpx

from admin.city_os_door import CALLBACK
from bot.bootstrap.city_os import CityOs, open_city_os
from bot.bootstrap.office import SystemClock
from bot.cli.finding import Finding
from bot.core.errors import Unavailable
from config.addresses import is_on_this_machine
from config.settings import Settings
from integrations.city_os.identity import SignInRefused

_SUBJECT = "console"


async def console(settings: Settings) -> Finding:
    if not settings.console_url:
        return Finding(_SUBJECT, "by code alone, which decides nothing; ANPI_CONSOLE_URL lets staff sign in by name")
    if fault := _fault(settings):
        return Finding(_SUBJECT, fault, broken=True)
    try:
        async with open_city_os(settings, SystemClock()) as city_os:
            return await _asked(city_os, settings.console_url.rstrip("/") + CALLBACK)
    except ValueError as error:
        return Finding(_SUBJECT, str(error), broken=True)


def _fault(settings: Settings) -> str:
    """Empty: nothing is wrong with the address itself."""
    address = urlsplit(settings.console_url)
    if not settings.city_os_issuer:
        return "nobody can sign in by name; set ANPI_CITY_OS_ISSUER too, or unset ANPI_CONSOLE_URL"
    if address.scheme != "https" and not is_on_this_machine(settings.console_url):
        return "ANPI_CONSOLE_URL must begin with https://: what staff see would cross the network in the open"
    if address.netloc == urlsplit(settings.public_url).netloc:
        return "ANPI_CONSOLE_URL and ANPI_PUBLIC_URL are one address; the console needs a name or a port of its own"
    return ""


async def _asked(city_os: CityOs | None, callback: str) -> Finding:
    """A provider shows an error to whoever asks to be sent to an address that it does not know (OIDC Core 3.1.2.6)."""
    assert city_os is not None
    try:
        start = await city_os.identity.begin(callback, anew=False)
        answer = await city_os.http.get(start.url, follow_redirects=False)
    except (Unavailable, SignInRefused, httpx.HTTPError):
        return Finding(_SUBJECT, "the city OS does not answer; check ANPI_CITY_OS_ISSUER and the network", broken=True)
    if answer.is_error:
        words = f"the city OS refuses to send staff back (status {answer.status_code}); register {callback} there"
        return Finding(_SUBJECT, words, broken=True)
    return Finding(_SUBJECT, f"by name; the city OS does not refuse {callback}")
