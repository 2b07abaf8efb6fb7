"""What every test gets: no way out of the machine, Tokyo's time, none of the caller's settings, and real servers.

Warnings are errors (pyproject.toml). Files are named after what they test; `tests/servers` brings the servers.
"""

import os
import time
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import network
from tests.servers import browser, postgres, redis
from tests.servers.missing import Missing, skip_or_fail
from tests.servers.postgres import PostgresServer
from tests.servers.redis import RedisServer

settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure() -> None:
    network.close(but_for=[os.environ.get(name, "") for name in (postgres.ADDRESS, redis.ADDRESS)])
    os.environ["TZ"] = "Asia/Tokyo"
    time.tzset()


@pytest.fixture(autouse=True)
def no_settings_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test sees no ANPI_ variable but those it sets itself; the addresses of given servers stay."""
    for name in list(os.environ):
        if name.startswith("ANPI_") and not name.startswith("ANPI_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One real PostgreSQL a test process; `with postgres_server.database(prepare) as url` clones a template."""
    try:
        with postgres.running() as server:
            yield server
    except Missing as reason:
        skip_or_fail(reason)


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The `postgresql+asyncpg://` address of a database that is empty, this test's own, and gone afterwards."""
    with postgres_server.database() as address:
        yield address


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One real Redis a test process."""
    try:
        with redis.running() as server:
            yield server
    except Missing as reason:
        skip_or_fail(reason)


@pytest.fixture
def redis_url(redis_server: RedisServer) -> str:
    """The address of a Redis that is empty when the test begins."""
    redis_server.empty()
    return redis_server.address


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The path of a Chromium that starts, with a Japanese font; start it with `browser.ARGUMENTS`."""
    try:
        return str(browser.find())
    except Missing as reason:
        skip_or_fail(reason)
