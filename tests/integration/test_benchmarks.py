"""Each benchmark runs, small: it checks by itself that what it measured really happened. No figure is looked at."""

from collections.abc import Sequence

import pytest

from bot.cli.bench import area, consent, ladder, mailing, turns, urgent, webhook
from bot.cli.bench.comparison import Comparison
from bot.cli.bench.stage import Stage, postgres_database, sqlite_database
from tests.servers.postgres import PostgresServer


def printed(found: Sequence[Comparison]) -> str:
    return "\n".join(line for each in found for line in each.lines)


def said(_: str) -> None:
    """Nobody looks."""


async def test_accepting_webhooks(postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "REQUESTS", 200)
    with postgres_server.database() as server:
        async with postgres_database(server) as database:
            found = await webhook.webhook(Stage(database, 1, said))
    assert "webhook requests accepted and on disk, PostgreSQL" in printed(found)


async def test_taking_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "EVENTS", 40)
    async with sqlite_database() as database:
        found = await turns.turns(Stage(database, 1, said))
    assert len(found) == 2
    assert "full turns of one process, SQLite" in printed(found)


async def test_asking_a_town(postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "PEOPLE", 1_200)
    with postgres_server.database() as server:
        async with postgres_database(server) as database:
            found = await mailing.mailing(Stage(database, 1, said))
    assert "asking 1,200 people on LINE, PostgreSQL" in printed(found)


async def test_a_cry_for_help_beside_a_mailing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "PEOPLE", 1_200)
    monkeypatch.setattr(urgent, "CRIES", 1)
    async with sqlite_database() as database:
        found = await urgent.urgent(Stage(database, 1, said))
    assert "「助けて」" in printed(found)


async def test_counting_an_area(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(area, "SIZES", (10, 300))
    async with sqlite_database() as database:
        found = await area.area(Stage(database, 1, said))
    assert "counts of an area of 300 people, SQLite" in printed(found)


async def test_deciding(postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consent, "PEOPLE", 30)
    monkeypatch.setattr(consent, "DECISIONS", 50)
    with postgres_server.database() as server:
        async with postgres_database(server) as database:
            found = await consent.consent(Stage(database, 1, said))
    assert "a leader's list of 30 people read and decided, PostgreSQL" in printed(found)


async def test_stepping_on_a_silent_town(postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladder, "PEOPLE", 300)
    with postgres_server.database() as server:
        async with postgres_database(server) as database:
            found = await ladder.ladder(Stage(database, 1, said))
    assert "300 silent people stepped on to family, PostgreSQL" in printed(found)
