"""The page that a leader prints: opened once, within its time, decided about when it opens, and in the ledger first."""

import json
import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import delete, insert, select, update

from bot.bootstrap.papers import PaperAddresses
from bot.core.consents import BY_LAW_ALONE, Cadence, Consent, Item, Phase, Purpose, RecipientKind
from bot.core.ids import PersonId
from bot.core.requests import PaperAddress
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.papers import SqlPapers
from bot.storage.rows.consents import disclosure_of, row_of_consent
from bot.storage.tables import consents, incidents, ledger, papers, people, roles
from handlers.web_pages.paper import create_paper_router
from tests.contracts.city import EAST, HANA, QUAKE, SATO, City, minutes
from tests.contracts.city_rows import rows_of
from tests.unit.handlers.web_chat.stage import CITY, phrasebook

HERE = "https://anpi.example.jp"
ALL = frozenset({Item.NAME, Item.CONDITION, Item.ADDRESS, Item.CONTACT})


class SetClock:
    at = minutes(10)

    def now(self) -> datetime:
        return self.at


class Desk:
    """A leader's browser, and all that is behind it."""

    def __init__(self, database: Database, clock: SetClock, browser: httpx.AsyncClient, addresses: Any) -> None:
        self.database = database
        self.clock = clock
        self.browser = browser
        self.addresses = addresses

    async def address(self) -> str:
        made: str = await self.addresses(PaperAddress(SATO, EAST, QUAKE, self.clock.now()))
        return made.removeprefix(HERE)

    async def opened(self, address: str) -> httpx.Response:
        return await self.browser.post(address, headers={"Accept-Language": "ja"})

    async def ledger(self) -> list[Any]:
        async with self.database.reading() as connection:
            rows = (await connection.execute(select(ledger).order_by(ledger.c.seq))).all()
        return [(row, disclosure_of(row.person_id, row.other_id, json.loads(row.body))) for row in rows]

    async def agrees(self, person: PersonId, items: frozenset[Item]) -> None:
        given = Consent(
            f"to-{person}",
            person,
            Purpose.SAFETY_SHARING,
            items,
            RecipientKind.ASSOCIATION,
            None,
            Phase.BOTH,
            Cadence.ONCE,
            minutes(-100),
        )
        await self.execute(insert(consents).values(row_of_consent(given)))

    async def execute(self, statement: Any) -> None:
        async with self.database.writing() as connection:
            await connection.execute(statement)


@pytest.fixture
async def desk(sealed: Database) -> AsyncIterator[Desk]:
    clock = SetClock()
    for table, rows in rows_of(City(emergencies=[])):
        async with sealed.writing() as connection:
            await add_new(connection, table, rows)
    store = SqlPapers(sealed, clock, BY_LAW_ALONE)
    app = FastAPI()
    app.include_router(create_paper_router(store, phrasebook=phrasebook(), city=CITY))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=HERE) as browser:
        found = Desk(sealed, clock, browser, PaperAddresses(store, HERE))
        await found.execute(update(people).where(people.c.id == HANA).values(phone="0242-00-0001", address="東町1-2"))
        yield found


async def test_a_page_shows_whoever_agreed_with_a_line_to_tick(desk: Desk) -> None:
    await desk.agrees(HANA, ALL)
    page = await desk.opened(await desk.address())
    assert page.status_code == 200
    for words in ("会津 花子", "0242-00-0001", "東町1-2", "1班", "旗", "会えた", "留守", "市に返してください"):
        assert words in page.text
    assert page.headers["cache-control"] == "no-store"


async def test_looking_at_the_address_opens_nothing(desk: Desk) -> None:
    """As the preview of a chat does."""
    await desk.agrees(HANA, ALL)
    address = await desk.address()
    for _ in range(3):
        looked = await desk.browser.get(address)
        assert (looked.status_code, "会津 花子" in looked.text, "<form" in looked.text) == (200, False, True)
    await desk.browser.head(address)
    assert await desk.ledger() == []
    assert (await desk.opened(address)).status_code == 200


async def test_it_opens_once(desk: Desk) -> None:
    await desk.agrees(HANA, ALL)
    address = await desk.address()
    await desk.opened(address)
    again = await desk.opened(address)
    assert (again.status_code, "会津 花子" in again.text) == (410, False)
    assert len(await desk.ledger()) == 1


async def test_it_opens_within_fifteen_minutes(desk: Desk) -> None:
    address = await desk.address()
    desk.clock.at += timedelta(minutes=15)
    assert (await desk.opened(address)).status_code == 410


async def test_the_ledger_says_what_went_out_on_paper(desk: Desk) -> None:
    await desk.agrees(HANA, ALL)
    await desk.opened(await desk.address())
    ((row, disclosure),) = await desk.ledger()
    assert (disclosure.about, disclosure.recipient, disclosure.ground) == (HANA, SATO, "to-hana")
    assert (disclosure.on_paper, disclosure.items, disclosure.incident) == (True, ALL, QUAKE)
    assert (row.drill, row.message_id) == (False, None)


async def test_what_was_not_agreed_to_is_not_printed(desk: Desk) -> None:
    await desk.agrees(HANA, frozenset({Item.NAME, Item.CONDITION}))
    page = await desk.opened(await desk.address())
    assert "会津 花子" in page.text
    for words in ("0242-00-0001", "東町1-2", "1班"):
        assert words not in page.text
    ((_, disclosure),) = await desk.ledger()
    assert disclosure.items == {Item.NAME, Item.CONDITION}


async def test_whoever_did_not_agree_is_a_number(desk: Desk) -> None:
    page = await desk.opened(await desk.address())
    assert "会津 花子" not in page.text
    assert "このほかに1人います" in page.text
    assert await desk.ledger() == []


async def test_whoever_leads_no_more_opens_nothing(desk: Desk) -> None:
    await desk.agrees(HANA, ALL)
    address = await desk.address()
    await desk.execute(delete(roles).where(roles.c.person_id == SATO))
    assert (await desk.opened(address)).status_code == 410
    assert await desk.ledger() == []


async def test_an_incident_that_is_over_prints_nothing(desk: Desk) -> None:
    await desk.agrees(HANA, ALL)
    address = await desk.address()
    await desk.execute(update(incidents).where(incidents.c.id == QUAKE).values(closed_at=minutes(9)))
    assert (await desk.opened(address)).status_code == 410


async def test_the_address_holds_nothing_of_anybody_and_the_table_cannot_open_it(desk: Desk) -> None:
    address = await desk.address()
    assert re.fullmatch(r"/paper/[A-Za-z0-9_-]{43}\?openExternalBrowser=1", address)
    async with desk.database.reading() as connection:
        (kept,) = (await connection.execute(select(papers))).all()
    assert (await desk.opened(f"/paper/{kept.digest[:43]}")).status_code == 410
    assert (await desk.opened(f"/paper/{'x' * 43}")).status_code == 410
    assert (await desk.browser.get("/paper/short")).status_code == 404


async def test_names_of_people_are_no_markup(desk: Desk) -> None:
    await desk.agrees(HANA, ALL)
    await desk.execute(update(people).where(people.c.id == HANA).values(name="<b>花子</b>", address="<i>東町</i>"))
    page = await desk.opened(await desk.address())
    assert "&lt;b&gt;花子&lt;/b&gt;" in page.text
    assert "<b>" not in page.text
    assert "<i>" not in page.text
