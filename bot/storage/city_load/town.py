"""All files of a city together: read, held against one another and against what the city already has."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.storage.city_load.accounts import ACCOUNTS, AccountLine
from bot.storage.city_load.consents import CONSENTS, ConsentLine
from bot.storage.city_load.districts import DISTRICTS, DistrictLine
from bot.storage.city_load.home_hazards import HOME_HAZARDS, HomeHazardLine
from bot.storage.city_load.kind import Kind
from bot.storage.city_load.people import PEOPLE, PersonLine
from bot.storage.city_load.relations import RELATIONS, RelationLine
from bot.storage.city_load.roles import ROLES, RoleLine
from bot.storage.city_load.sheet import Sheet, read_sheet
from bot.storage.city_load.sites import SITES, SiteLine

KINDS: tuple[Kind[Any], ...] = (DISTRICTS, PEOPLE, ACCOUNTS, RELATIONS, ROLES, CONSENTS, SITES, HOME_HAZARDS)
"""In the order in which they are read, checked and written."""

FILES = tuple(kind.file for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Known:
    """What the city's storage holds before the files come: references may point there, too.

    `subjects`: the person of each city OS id.
    """

    districts: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    subjects: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Town:
    """Everything the files say."""

    districts: Sheet[DistrictLine]
    people: Sheet[PersonLine]
    accounts: Sheet[AccountLine]
    relations: Sheet[RelationLine]
    roles: Sheet[RoleLine]
    consents: Sheet[ConsentLine]
    sites: Sheet[SiteLine]
    home_hazards: Sheet[HomeHazardLine]

    def sheets(self) -> tuple[Sheet[Any], ...]:
        return (
            self.districts,
            self.people,
            self.accounts,
            self.relations,
            self.roles,
            self.consents,
            self.sites,
            self.home_hazards,
        )

    def size(self) -> int:
        """Lines of all files."""
        return sum(len(sheet.lines) for sheet in self.sheets())


def read_town(files: Mapping[str, bytes]) -> Town:
    """The files by name; one that is missing is an empty one. Never raises on any bytes."""
    return Town(
        read_sheet(DISTRICTS, files.get(DISTRICTS.file, b"")),
        read_sheet(PEOPLE, files.get(PEOPLE.file, b"")),
        read_sheet(ACCOUNTS, files.get(ACCOUNTS.file, b"")),
        read_sheet(RELATIONS, files.get(RELATIONS.file, b"")),
        read_sheet(ROLES, files.get(ROLES.file, b"")),
        read_sheet(CONSENTS, files.get(CONSENTS.file, b"")),
        read_sheet(SITES, files.get(SITES.file, b"")),
        read_sheet(HOME_HAZARDS, files.get(HOME_HAZARDS.file, b"")),
    )
