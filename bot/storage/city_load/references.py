"""Ids that point at other lines: each has to be in the files or already in the city."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from bot.core.consents import RecipientKind
from bot.storage.city_load.consents import ConsentLine
from bot.storage.city_load.kind import Complaint
from bot.storage.city_load.problem import Problem
from bot.storage.city_load.relations import RelationLine
from bot.storage.city_load.roles import RoleLine
from bot.storage.city_load.sheet import Sheet
from bot.storage.city_load.town import Known, Town

T = TypeVar("T")

_PEOPLE = (RecipientKind.FAMILY, RecipientKind.SUPPORTER, RecipientKind.PERSON)

_FEW = 1000
"""Among more districts than this the closest id is not looked for: with thousands of faults that would take minutes."""


def dangling(town: Town, known: Known) -> Iterator[Problem]:
    """Every id that points at nothing."""
    places = _Places(
        known.districts.union(each.line.district for each in town.districts.lines) if town.districts.whole else None,
        known.people.union(each.line.person_id for each in town.people.lines) if town.people.whole else None,
    )
    yield from _pointing(town.people, lambda line: places.district(line.district))
    yield from _pointing(town.accounts, lambda line: places.person("person_id", line.person_id))
    yield from _pointing(town.relations, places.of_relation)
    yield from _pointing(town.roles, places.of_role)
    yield from _pointing(town.consents, places.of_consent)
    yield from _pointing(town.sites, lambda line: places.district(line.district))
    yield from _pointing(town.home_hazards, lambda line: places.person("person_id", line.person_id))


def _pointing(sheet: Sheet[T], faults: Callable[[T], Iterator[Complaint]]) -> Iterator[Problem]:
    for numbered in sheet.lines:
        for column, message in faults(numbered.line):
            yield sheet.problem(numbered.number, column, message)


@dataclass(frozen=True, slots=True)
class _Places:
    """What ids may point at. None: the file that names them could not be read, so nobody can say what is missing."""

    districts: frozenset[str] | None
    people: frozenset[str] | None

    def person(self, column: str, id_: str | None) -> Iterator[Complaint]:
        if id_ and self.people is not None and id_ not in self.people:
            yield column, f"there is no person '{id_}'; add the line to people.csv, or mend the id"

    def district(self, id_: str | None) -> Iterator[Complaint]:
        if not id_ or self.districts is None or id_ in self.districts:
            return
        close = get_close_matches(id_, sorted(self.districts), n=1) if len(self.districts) <= _FEW else []
        hint = f"did you mean '{close[0]}'?" if close else "add the line to districts.csv, or mend the id"
        yield "district", f"there is no district '{id_}'; {hint}"

    def of_relation(self, line: RelationLine) -> Iterator[Complaint]:
        yield from self.person("person_id", line.person_id)
        yield from self.person("other_id", line.other_id)

    def of_role(self, line: RoleLine) -> Iterator[Complaint]:
        yield from self.person("person_id", line.person_id)
        yield from self.district(line.district)

    def of_consent(self, line: ConsentLine) -> Iterator[Complaint]:
        yield from self.person("person_id", line.person_id)
        if line.recipient_kind in _PEOPLE:
            yield from self.person("recipient_id", line.recipient_id)
        elif line.recipient_kind in (RecipientKind.ASSOCIATION, RecipientKind.COMMISSIONER):
            yield from self._officer(line.recipient_id)

    def _officer(self, id_: str | None) -> Iterator[Complaint]:
        """A leader or a commissioner, or their district."""
        if not id_ or self.districts is None or self.people is None:
            return
        if id_ not in self.districts and id_ not in self.people:
            yield "recipient_id", f"there is no district and no person '{id_}'; mend the id"
