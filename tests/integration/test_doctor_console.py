"""`anpi doctor` and the console's address: what it can know, it says."""

from collections.abc import AsyncIterator

import pytest

from admin.city_os_door import CALLBACK
from bot.cli.console_address import console
from config.settings import Settings
from integrations.sandbox.city_os_identity import SandboxClient, TownPerson, create_identity_provider
from integrations.sandbox.serve import serving
from tests.e2e.processes import free_port

CONSOLE = "https://console.example.jp"


@pytest.fixture
async def issuer() -> AsyncIterator[str]:
    client = SandboxClient("anpi", "secret", redirect_uris=(CONSOLE + CALLBACK,))
    async with serving(create_identity_provider([TownPerson("P1", "佐藤", "一")], [client])) as issuer:
        yield issuer


def settings(issuer: str, console_url: str) -> Settings:
    return Settings(
        city_os_issuer=issuer, city_os_client_id="anpi", city_os_client_secret="secret", console_url=console_url
    )


async def test_an_address_that_the_city_os_knows_is_well(issuer: str) -> None:
    finding = await console(settings(issuer, CONSOLE))
    assert (finding.broken, CONSOLE + CALLBACK in finding.sentence) == (False, True)


async def test_one_that_it_does_not_know_is_to_be_registered(issuer: str) -> None:
    finding = await console(settings(issuer, "https://elsewhere.example.jp"))
    assert (finding.broken, "register https://elsewhere.example.jp/sign-in/callback" in finding.sentence) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://console.example.jp", "must begin with https://"),
        ("http://127.0.0.1:8000", "are one address"),
    ],
)
async def test_an_open_or_a_shared_address_is_to_be_changed(issuer: str, address: str, words: str) -> None:
    finding = await console(settings(issuer, address))
    assert (finding.broken, words in finding.sentence) == (True, True)


async def test_a_city_os_that_is_missing_or_silent_is_said() -> None:
    for issuer, words in (("", "set ANPI_CITY_OS_ISSUER"), (f"http://127.0.0.1:{free_port()}", "does not answer")):
        finding = await console(settings(issuer, CONSOLE))
        assert (finding.broken, words in finding.sentence) == (True, True), finding


async def test_no_address_at_all_is_worth_knowing() -> None:
    finding = await console(settings("", ""))
    assert (finding.broken, "ANPI_CONSOLE_URL" in finding.sentence) == (False, True)
