"""The demonstration town and the stand-in seeded from the same files agree: nothing is held back, nobody is told."""

from datetime import UTC, datetime

from sqlalchemy import select

from bot.consent_exchange import ConsentExchange
from bot.core.ids import PersonId
from bot.storage import tables
from bot.storage.agreed import CityOsRules, consents_of
from bot.storage.city import CityStore
from bot.storage.city_load.town import read_town
from bot.storage.city_os import CityOsConsentStore
from bot.storage.database import Database
from bot.storage.wakeups import InProcessWakeups
from config.municipality import city_folder
from integrations.sandbox.city_os_consent import seed_from_town
from tests.contracts.consent_service import HandClock, consent_service

LOADED = datetime(2026, 9, 1, tzinfo=UTC)


async def test_a_town_and_its_city_os_agree_after_the_first_reading(database: Database) -> None:
    folder = city_folder("aizuwakamatsu") / "demo"
    files = {each.name: each.read_bytes() for each in folder.glob("*.csv")}
    await CityStore(database).write(read_town(files), LOADED, lambda _: None)
    clock = HandClock(LOADED)
    async with consent_service(clock) as there:
        seeded = seed_from_town(there.book, folder)
        exchange = ConsentExchange(there=there.client, store=CityOsConsentStore(database), wakeups=InProcessWakeups())
        assert await exchange.follow(clock.now()) > 0
    async with database.reading() as connection:
        people = [PersonId(each) for each in await connection.scalars(select(tables.people.c.id))]
        read = await consents_of(connection, people, CityOsRules(clock))
        lenient = await consents_of(connection, people, CityOsRules(clock, strangers_count=True))
        kinds = list(await connection.scalars(select(tables.notices.c.kind)))
    counting = [each for all_ in read.values() for each in all_ if not each.held_back]
    assert len(counting) == seeded > 0
    assert not any(each.held_back for all_ in lenient.values() for each in all_)
    assert kinds == []
