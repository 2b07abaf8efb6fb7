"""A console whose staff sign in by name, at a city OS of another site: as in a real city, the cookies do not mix."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from playwright.async_api import Page

from admin.city_os_door import CALLBACK
from bot.bootstrap.sign_in import CityOsSignIn
from bot.core.ids import PersonId
from bot.core.people import Office
from bot.core.quota import AskQuota, unknown
from bot.storage import tables
from integrations.city_os.identity import CityOsIdentity, ClientSecret, SeenInMemory, load_preset
from integrations.sandbox.city_os_identity import SandboxClient, TownPerson, create_identity_provider
from integrations.sandbox.serve import serving
from tests.e2e.console_desk import RunningConsole
from tests.integration.console_town import HANA, SATO, YUKI, RealClock, Town

NAMES = {SATO: "佐藤 一", YUKI: "会津 雪", HANA: "会津 花子"}
OFFICES = {SATO: Office.CITY_STAFF, YUKI: Office.CITY_MANAGER, HANA: Office.SHELTER_STAFF}


@asynccontextmanager
async def console_by_name(folder: Path, quota: AskQuota = unknown) -> AsyncIterator[RunningConsole]:
    """Sato is of the city's staff, Yuki a manager, and Hana works at a shelter."""
    console, clock = RunningConsole(folder, quota=quota), RealClock()
    people = [_town_person(person, name) for person, name in NAMES.items()]
    client = SandboxClient("anpi", "secret", redirect_uris=(console.address + CALLBACK,))
    async with serving(create_identity_provider(people, [client])) as local, httpx.AsyncClient() as http:
        issuer = local.replace("127.0.0.1", "localhost")
        config = load_preset("generic").configured(issuer, "anpi", ClientSecret("secret"))
        console.identity = CityOsSignIn(CityOsIdentity(config, http, clock), config, SeenInMemory(clock))
        await console.start()
        await give_offices(console.town, OFFICES)
        yield console
        await console.stop()


def _town_person(person: PersonId, name: str) -> TownPerson:
    family, given = name.split()
    return TownPerson(f"city-{person}", family, given)


async def give_offices(town: Town, offices: Mapping[PersonId, Office]) -> None:
    async with town.database.writing() as connection:
        for person in offices:
            of = tables.people.update().where(tables.people.c.id == person)
            await connection.execute(of.values(subject=f"city-{person}"))
    await town.add(
        tables.roles,
        *({"person_id": person, "role": office.value} for person, office in offices.items() if person != SATO),
    )


async def sign_in_as(page: Page, console: RunningConsole, person: PersonId) -> None:
    await page.goto(f"{console.address}/sign-in")
    await page.get_by_role("link", name="職員IDでサインイン").click()
    await page.get_by_role("button", name=NAMES[person]).click()
