"""What the integration tests share: a database with Anpi's tables, once on SQLite and once on a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers.postgres import PostgresServer
from tests.servers.tables import migrated


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test's own; nobody lives in it yet."""
    if request.param == "sqlite":
        file = f"sqlite:///{tmp_path / 'anpi.db'}"
        migrated(file)
        yield file
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database(migrated) as url:
        yield url
