"""Openings of shelters, from what L-Alert brought to the words of an evacuation order; on both databases."""

from dataclasses import replace
from datetime import timedelta

from bot.core.alerts import Alert, AlertArea, AlertKind, AlertSource, AlertStatus, AnnouncedShelter, ShelterState
from bot.core.ids import DistrictId, IncidentId
from bot.core.incidents import Hazard, Incident
from bot.core.triggers import CityCodes, Triggers
from bot.storage.alerts import AlertStore
from bot.storage.asking import about, addressees_of, concerned, write_check_ins
from bot.storage.audience import belongs
from bot.storage.city import CityStore
from bot.storage.city_load.town import read_town
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.rows.incidents import row_of_incident
from bot.storage.tables import incidents
from tests.integration.storage.test_city_commands import CITY, DEMO, NOON
from tests.unit.rules.triggers.pure_desk import alert

IKKI = DistrictId("ikki")
FLOOD = Incident(IncidentId("flood"), "避難指示", Hazard.FLOOD, "4", (IKKI,), drill=False, opened_at=NOON)
OURS, THEIRS = AlertArea("072028", "会津若松市"), AlertArea("072010", "福島市")


def announced(state: ShelterState, name: str, area: AlertArea = OURS, minutes: int = 0) -> Alert:
    told = alert(AlertKind.SHELTER, area, source=AlertSource.L_ALERT)
    shelters = (AnnouncedShelter(name, "", state),)
    return replace(told, series=f"{name}/{area.name}", issued=NOON + timedelta(minutes=minutes), shelters=shelters)


async def sent_to(database: Database, *told: Alert, incident: Incident = FLOOD) -> tuple[tuple[str, ...], ...]:
    """Where somebody of the district is told to go, and which of these are said to be open."""
    files = {each.name: each.read_bytes() for each in DEMO.glob("*.csv")}
    await CityStore(database).write(read_town(files), NOON, lambda _: None)
    for each in told:
        await AlertStore(database).take(each, NOON, (CITY.name, Triggers(codes=CityCodes("072028"))))
    async with database.writing() as connection:
        await add_new(connection, incidents, [row_of_incident(incident)])
        await write_check_ins(connection, incident, belongs(concerned(incident, None)))
        found = await addressees_of(connection, incident, about(incident))
    (fit,) = {(each.sites, each.opened) for each in found if each.sites}
    return fit


async def test_without_any_word_the_sites_are_named_as_they_stand(database: Database) -> None:
    sites, opened = await sent_to(database)
    assert len(sites) > 1
    assert opened == ()


async def test_what_the_city_opened_comes_first_and_what_it_closed_is_left_out(database: Database) -> None:
    (first, second, *_), _none = await sent_to(database)
    sites, opened = await sent_to(
        database,
        announced(ShelterState.CLOSED, first),
        announced(ShelterState.OPEN, second),
        incident=replace(FLOOD, id=IncidentId("second")),
    )
    assert (sites[0], opened) == (second, (second,))
    assert first not in sites


async def test_neither_training_nor_the_neighbouring_town_opens_or_closes_anything(database: Database) -> None:
    (first, second, *_), _none = await sent_to(database)
    sites, opened = await sent_to(
        database,
        replace(announced(ShelterState.CLOSED, first), status=AlertStatus.TRAINING),
        announced(ShelterState.OPEN, second, THEIRS),
        incident=replace(FLOOD, id=IncidentId("second")),
    )
    assert (sites[:2], opened) == ((first, second), ())


async def test_a_drill_says_nothing_of_real_shelters(database: Database) -> None:
    (first, *_), _none = await sent_to(database)
    drill = replace(FLOOD, id=IncidentId("drill"), drill=True)
    sites, opened = await sent_to(database, announced(ShelterState.OPEN, first), incident=drill)
    assert (sites[0], opened) == (first, ())
