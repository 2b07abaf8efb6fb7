"""Loading a city's files into a real database: all or nothing, twice the same, consents never widened by accident."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text, update

import config
from bot.storage.border import Rejected
from bot.storage.city import CityStore
from bot.storage.city_load.review import problems_of
from bot.storage.city_load.town import Known, Town, read_town
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.tables import (
    accounts,
    consents,
    districts,
    home_hazards,
    people,
    relations,
    roles,
    sites,
    untied_accounts,
)
from tests.unit.storage.city_load.a_town import LINE_ACCOUNT, town

NOW = datetime(2026, 6, 1, 3, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
TABLES = (districts, people, accounts, relations, roles, consents, sites, home_hazards)
DEMO = Path(config.__file__).parent / "municipalities" / "aizuwakamatsu" / "demo"
CONSENT = "person_id,purpose,items,recipient_kind,phase,given_at,expires_at\nP1,safety_sharing,{},family,both,{},{}\n"


async def load(database: Database, loaded: Town, now: datetime = NOW) -> list[int]:
    """Writes the town and returns what the progress bar was told."""
    told: list[int] = []
    await CityStore(database).write(loaded, now, told.append)
    return told


async def everything(database: Database) -> list[list[tuple[object, ...]]]:
    async with database.reading() as connection:
        keyed = [select(table).order_by(*table.primary_key) for table in TABLES]
        return [[tuple(row) for row in await connection.execute(each)] for each in keyed]


async def in_force(database: Database) -> list[list[str]]:
    async with database.reading() as connection:
        rows = await connection.execute(select(consents.c["items"]).where(consents.c.withdrawn_at.is_(None)))
        return sorted(row[0] for row in rows)


async def test_what_the_files_say_stands_in_the_tables(database: Database) -> None:
    told = await load(database, town())
    assert sum(told) == town().size() == 15
    of_districts, of_people, of_accounts, of_relations, of_roles, of_consents, of_sites, of_homes = await everything(
        database
    )
    assert of_districts[0] == ("D1", "一箕町", "いっきまち", "一箕町内会", 37.5095, 139.9455)
    assert of_people[0][:2] == ("P1", "会津 花子")
    assert of_people[1][6:10] == (None, None, "", "en")
    assert [row[:3] for row in of_accounts] == [("line", LINE_ACCOUNT, "P1"), ("web", "kyoko", "P2")]
    assert of_relations == [("P1", "P2", "family", "娘", True), ("P2", "P1", "family", "母", False)]
    assert of_roles == [("P2", "city_staff", ""), ("P2", "leader", "D1")]
    assert of_consents[0][2:4] == ("safety_sharing", ["condition", "name"])
    assert of_sites == [
        ("S1", "一箕小学校", "いっきしょうがっこう", "D1", 37.506, 139.94, "flood;landslide"),
        ("S2", "本庁舎", "", None, None, None, ""),
    ]
    assert of_homes == [("P1", "flood", 1.5, None), ("P1", "landslide", None, "special")]


async def test_loading_twice_changes_nothing(database: Database) -> None:
    await load(database, town())
    once = await everything(database)
    await load(database, town(), LATER)
    assert await everything(database) == once


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
async def test_a_row_that_says_the_same_is_not_even_touched(database: Database) -> None:
    versions = text("SELECT xmin FROM people ORDER BY id")
    await load(database, town())
    async with database.reading() as connection:
        once = (await connection.scalars(versions)).all()
    await load(database, town())
    async with database.reading() as connection:
        assert (await connection.scalars(versions)).all() == once


async def test_new_files_update_what_they_name_and_leave_the_rest(database: Database) -> None:
    await load(database, town())
    await load(database, read_town({"people.csv": "person_id,name,district\nP1,会津 はな,D2\n".encode()}))
    async with database.reading() as connection:
        rows = await connection.execute(select(people.c.id, people.c.name, people.c.district_id).order_by(people.c.id))
        assert [tuple(row) for row in rows] == [("P1", "会津 はな", "D2"), ("P2", "会津 京子", None)]


async def test_a_town_that_breaks_half_way_leaves_nothing(database: Database) -> None:
    broken = town(accounts="person_id,channel,address\nP9,web,nobody\n")
    with pytest.raises(Rejected):
        await load(database, broken)
    assert await everything(database) == [[] for _ in TABLES]


async def test_what_is_there_may_be_pointed_at_by_later_files(database: Database) -> None:
    assert await CityStore(database).known() == Known()
    await load(database, town())
    known = await CityStore(database).known()
    assert (sorted(known.districts), sorted(known.people)) == (["D1", "D2"], ["P1", "P2"])
    assert known.subjects == {"sub-1": "P1"}


async def test_a_consent_without_a_time_was_given_when_it_was_first_loaded(database: Database) -> None:
    for moment in (NOW, LATER):
        await load(database, town(consents=CONSENT.format("name", "", "")), moment)
    async with database.reading() as connection:
        assert (await connection.scalars(select(consents.c.given_at))).all() == [NOW]


async def test_a_narrower_consent_withdraws_the_wider_one_before_it(database: Database) -> None:
    await load(database, town(consents=CONSENT.format("name;address", "2026-04-01", "")))
    await load(database, town(consents=CONSENT.format("name", "2026-04-01", "")))
    assert await in_force(database) == [["name"]]


async def test_a_consent_that_was_withdrawn_stays_so_until_it_is_given_anew(database: Database) -> None:
    await load(database, town(consents=CONSENT.format("name", "2026-04-01", "")))
    async with database.writing() as connection:
        await connection.execute(consents.update().values(withdrawn_at=NOW))
    await load(database, town(consents=CONSENT.format("name", "2026-04-01", "")))
    assert await in_force(database) == []
    await load(database, town(consents=CONSENT.format("name", "2026-06-02", "")))
    assert await in_force(database) == [["name"]]


async def test_of_two_files_about_the_same_thing_the_one_loaded_last_holds_whatever_its_date(
    database: Database,
) -> None:
    await load(database, town(consents=CONSENT.format("name;address", "", "")))
    await load(database, town(consents=CONSENT.format("name", "2024-04-01", "")))
    assert await in_force(database) == [["name"]]


async def test_two_consents_of_one_file_about_the_same_thing_both_hold(database: Database) -> None:
    two = CONSENT.format("name", "2026-04-01", "") + "P1,safety_sharing,address,family,both,2026-05-01,\n"
    await load(database, town(consents=two))
    await load(database, town(consents=two), LATER)
    assert await in_force(database) == [["address"], ["name"]]


async def test_the_demonstration_town_loads(database: Database) -> None:
    files = {each.name: each.read_bytes() for each in DEMO.glob("*.csv")}
    demo = read_town(files)
    assert problems_of(demo, Known()) == ()
    await load(database, demo)
    counts = [len(rows) for rows in await everything(database)]
    assert (counts[:3], counts[-2:]) == ([3, 41, 35], [8, 11])


async def test_what_somebody_ended_in_the_chat_is_not_tied_again_and_a_tie_keeps_how_it_came(
    database: Database,
) -> None:
    await load(database, town())
    async with database.writing() as connection:
        of_kyoko = {"channel": "web", "address": "kyoko", "person_id": "P2"}
        await connection.execute(delete(accounts).where(accounts.c.address == "kyoko"))
        await add_new(connection, untied_accounts, [of_kyoko | {"at": NOW}])
        await connection.execute(update(accounts).values(tied_by="code"))
    await load(database, town(), LATER)
    _, _, of_accounts, *_ = await everything(database)
    assert [row[:4] for row in of_accounts] == [("line", LINE_ACCOUNT, "P1", "code")]


async def test_a_site_that_moves_to_another_district_loses_what_its_new_line_leaves_empty(database: Database) -> None:
    await load(database, town())
    await load(database, read_town({"sites.csv": "site,name,district\nS1,一箕小,D2\n".encode()}))
    async with database.reading() as connection:
        rows = await connection.execute(select(sites).order_by(sites.c.id))
        assert [tuple(row)[:5] for row in rows] == [
            ("S1", "一箕小", "", "D2", None),
            ("S2", "本庁舎", "", None, None),
        ]
