"""How far feeds were read, and since when something stands that a late alert could take back, in a real database."""

from datetime import timedelta

import pytest

from bot.storage.alerts import Mark
from bot.storage.database import Database
from bot.storage.incidents import IncidentStore
from tests.contracts.backends import SqlBackend
from tests.contracts.city import City
from tests.contracts.test_alerts import LATER, STAFF, Desk, of_east
from tests.unit.rules.triggers.pure_desk import NOW


@pytest.fixture
async def desk(database: Database) -> Desk:
    await SqlBackend(database).fill(City(incidents=[], check_ins=[], emergencies=[]))
    return Desk(database)


async def test_a_mark_says_since_when_nothing_was_missed(desk: Desk) -> None:
    told = Mark('"1"', "Sun", NOW, NOW - timedelta(hours=2))
    await desk.alerts.keep_mark("http://one", told)
    assert await desk.alerts.mark("http://one") == told
    await desk.alerts.keep_mark("http://one", Mark('"2"'))
    assert await desk.alerts.mark("http://one") == Mark('"2"')


async def test_what_waits_or_is_open_can_be_taken_back_since_it_was_proposed(desk: Desk) -> None:
    assert await desk.alerts.standing_since() is None
    await desk.take(of_east(3))
    made = (await desk.waiting()).made_at
    assert await desk.alerts.standing_since() == made
    done = await desk.confirm()
    assert await desk.alerts.standing_since() == made
    await IncidentStore(desk.database).close(done.incident.id, LATER)
    assert await desk.alerts.standing_since() is None


async def test_what_was_refused_stands_no_more(desk: Desk) -> None:
    await desk.take(of_east(3))
    await desk.proposals.refuse((await desk.waiting()).id, STAFF, LATER)
    assert await desk.alerts.standing_since() is None
