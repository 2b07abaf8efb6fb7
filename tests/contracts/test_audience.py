"""The database selects exactly whom `bot.rules.audience` says."""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

import pytest
from sqlalchemy import Table, select

from bot.core.audience import Answer, AtHome, Audience, Block, HomeHazard, Zone
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard, Incident
from bot.core.language import Language
from bot.core.people import Office, RelationKind
from bot.core.reports import Progress
from bot.rules.audience import Home, Resident, belongs
from bot.storage import audience as in_sql
from bot.storage import tables
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.rows.incidents import row_of_incident
from tests.contracts.city import NOON

EAST, WEST = DistrictId("east"), DistrictId("west")
QUAKE = IncidentId("quake")
ELDERS = date(1961, 9, 1)
PEOPLE = 150
AREAS = (None, EAST, WEST)
BLOCKS = (None, "", "1班", "2班")
OFFICES = (Office.LEADER, Office.CITY_STAFF)


@dataclass
class Town:
    """Invented by chance, the same for the same seed: as values, and as rows."""

    chance: Random
    residents: dict[PersonId, Resident] = field(default_factory=dict)
    rows: list[tuple[Table, dict[str, Any]]] = field(default_factory=list)

    def settle(self) -> None:
        homes = {PersonId(f"p{number}"): self._home() for number in range(PEOPLE)}
        needy = {each: self.chance.random() < 0.3 for each in homes}
        born = {each: self.chance.choice([None, date(1944, 5, 12), ELDERS, date(1990, 1, 1)]) for each in homes}
        languages = {each: self.chance.choice(list(Language)) for each in homes}
        hidden = {each: self.chance.random() < 0.2 for each in homes}
        self.rows += [(tables.districts, {"id": each, "name": each}) for each in (EAST, WEST)]
        incident = Incident(QUAKE, "地震", Hazard.EARTHQUAKE, "5強", (), drill=False, opened_at=NOON)
        self.rows.append((tables.incidents, row_of_incident(incident)))
        for person, home in homes.items():
            row: dict[str, Any] = {"id": person, "name": person, "district_id": home.district, "block": home.block}
            row |= {"birthdate": born[person], "lat": 37.5 if home.placed else None}
            row |= {"disclosure_block": hidden[person]}
            self.rows.append(
                (tables.people, {**row, "support_needed": needy[person], "language": languages[person].value})
            )
        for person, home in homes.items():
            helped = self._helped(person, homes)
            self.residents[person] = Resident(
                home,
                languages[person],
                needy[person],
                self._offices(person),
                born[person],
                tuple(
                    Resident(homes[each], support_needed=needy[each], birthdate=born[each], hidden=hidden[each])
                    for each in helped
                ),
                hidden[person],
                self._progress(person),
            )
            self._write_hazards(person, home)

    def _home(self) -> Home:
        flood = HomeHazard(Hazard.FLOOD, self.chance.choice([None, 0.0, 0.5, 3.0]))
        slide = HomeHazard(Hazard.LANDSLIDE, zone=self.chance.choice([None, *Zone]))
        hazards = tuple(each for each in (flood, slide) if self.chance.random() < 0.3)
        return Home(self.chance.choice(AREAS), self.chance.choice(BLOCKS), hazards, self.chance.random() < 0.5)

    def _helped(self, person: PersonId, homes: dict[PersonId, Home]) -> list[PersonId]:
        """Only confirmed relatives and supporters help."""
        helped = []
        for other in self.chance.sample(sorted(homes), 2):
            kind, confirmed = self.chance.choice(list(RelationKind)), self.chance.random() < 0.7
            if other != person:
                row = {"person_id": other, "other_id": person, "kind": kind.value, "confirmed": confirmed}
                self.rows.append((tables.relations, row))
            if other != person and confirmed and kind is not RelationKind.CARE_MANAGER:
                helped.append(other)
        return helped

    def _offices(self, person: PersonId) -> frozenset[Office]:
        held = frozenset(each for each in OFFICES if self.chance.random() < 0.1)
        self.rows += [(tables.roles, {"person_id": person, "role": each.value, "district_id": ""}) for each in held]
        return held

    def _progress(self, person: PersonId) -> dict[IncidentId, Progress]:
        if self.chance.random() < 0.3:
            return {}
        progress = self.chance.choice(list(Progress))
        row = {"incident_id": QUAKE, "person_id": person, "progress": progress.value}
        self.rows.append((tables.check_ins, row))
        return {QUAKE: progress}

    def _write_hazards(self, person: PersonId, home: Home) -> None:
        for each in home.hazards:
            row = {"person_id": person, "hazard": each.hazard.value, "depth": each.depth, "zone": each.zone}
            self.rows.append((tables.home_hazards, row))

    def audience(self) -> Audience:
        def some(*values: Any) -> Any:
            return values if self.chance.random() < 0.4 else ()

        return Audience(
            districts=some(self.chance.choice([EAST, WEST])),
            blocks=some(Block(self.chance.choice([EAST, WEST]), "1班")),
            hazards=some(
                AtHome(Hazard.FLOOD, self.chance.choice([0.0, 0.5, 3.0])),
                AtHome(Hazard.LANDSLIDE, special=self.chance.random() < 0.5),
            ),
            supported=self.chance.random() < 0.4,
            born_by=self.chance.choice([None, ELDERS]),
            offices=some(self.chance.choice(OFFICES)),
            languages=some(self.chance.choice(list(Language))),
            incident=self.chance.choice([None, QUAKE]),
            answer=self.chance.choice(list(Answer)),
        )


@pytest.mark.parametrize("seed", range(3))
async def test_the_database_selects_whom_the_rule_says(database: Database, seed: int) -> None:
    town = Town(Random(seed))
    town.settle()
    async with database.writing() as connection:
        for table, row in town.rows:
            await add_new(connection, table, [row])
    met = 0
    async with database.reading() as connection:
        for audience in [town.audience() for _ in range(60)]:
            asked = select(tables.people.c.id).where(in_sql.belongs(audience))
            found = frozenset(await connection.scalars(asked))
            assert found == {each for each, resident in town.residents.items() if belongs(resident, audience)}, audience
            met += 0 < len(found) < PEOPLE
    assert met > 20
