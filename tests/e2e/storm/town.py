"""Three hundred people with LINE: pairs of mother and daughter known to the city, a leader, and some strangers."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.bootstrap.office import CityOffice, open_office
from bot.core.ids import IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.storage.city_load.review import problems_of
from bot.storage.city_load.town import read_town
from config.settings import Settings, load_settings
from integrations.sandbox.line_platform import Fault, World, create_line_platform
from integrations.sandbox.serve import serving
from tests.e2e.processes import environment

KNOWN = 260
STRANGERS = 40
QUAKE = IncidentId("20260601-storm1")
_DAUGHTERS = range(1, KNOWN, 2)
_ITEMS = "name;condition;whereabouts;needs;location"


@dataclass(frozen=True, slots=True)
class Resident:
    """`person` is None for somebody whom the city does not know by this account."""

    address: str
    person: PersonId | None


def residents(known: int = KNOWN, strangers: int = STRANGERS) -> tuple[Resident, ...]:
    return tuple(
        Resident(f"U{number:032x}", PersonId(f"P{number:03}") if number < known else None)
        for number in range(known + strangers)
    )


@asynccontextmanager
async def settled(
    world: World, town: tuple[Resident, ...], database: str, redis: str = "", faults: Iterable[Fault] = ()
) -> AsyncIterator[Mapping[str, str]]:
    """The town in a migrated database, and LINE's stand-in with everybody's account; what a process is told of both."""
    for each in town:
        world.add_user(each.address, each.address)
    app = create_line_platform(world, rate_scale=None)
    for fault in faults:
        app.state.platform.faults.add(fault)
    async with serving(app) as platform:
        environ = environment(database, redis, platform, world.channel.access_token, world.channel.secret)
        await _settle_in(load_settings(environ), town)
        yield environ


async def _settle_in(settings: Settings, town: Iterable[Resident]) -> None:
    """Writes the town into a migrated database and opens the incident: everybody is asked."""
    async with open_office(settings) as office:
        await _load(office, [each for each in town if each.person])
        # What was said before it began would tell nothing of it, and the events of tests are dated back.
        opened = office.clock.now() - timedelta(hours=2)
        quake = Incident(QUAKE, "会津の地震", Hazard.EARTHQUAKE, "6強", (), drill=False, opened_at=opened)
        await office.incidents.open(quake, office.question(quake, office.city, ()))


async def _load(office: CityOffice, known: list[Resident]) -> None:
    town = read_town(_files(known))
    problems = problems_of(town, await office.register.known())
    assert not problems, problems
    await office.register.write(town, datetime.now(UTC), lambda _: None)


def _files(known: list[Resident]) -> dict[str, bytes]:
    """Every second person is the daughter of the one before; one leads the district."""
    ids = [str(each.person) for each in known]
    pairs = [(ids[number - 1], ids[number]) for number in _DAUGHTERS if number < len(ids)]
    return {
        "districts.csv": _sheet("district,name", ["east,東町"]),
        "people.csv": _sheet("person_id,name,district", [f"{id_},会津 {id_},east" for id_ in ids]),
        "accounts.csv": _sheet("person_id,channel,address", [f"{each.person},line,{each.address}" for each in known]),
        "relations.csv": _sheet(
            "person_id,other_id,kind,label,confirmed",
            [line for a, b in pairs for line in (f"{a},{b},family,娘,1", f"{b},{a},family,母,1")],
        ),
        "roles.csv": _sheet("person_id,role,district", [f"{ids[0]},leader,east"]),
        "consents.csv": _sheet(
            "person_id,purpose,items,recipient_kind,phase,given_at",
            [f"{id_},safety_sharing,{_ITEMS},family,both,2026-01-01" for id_ in ids],
        ),
    }


def _sheet(header: str, lines: list[str]) -> bytes:
    return "\n".join((header, *lines, "")).encode()
