"""People, districts, relations and roles from their rows."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from bot.core.ids import DistrictId, PersonId
from bot.core.language import Language
from bot.core.people import District, Office, Person, Relation, RelationKind, Role, Sex
from bot.storage.rows import AnyRow
from bot.storage.tables import districts, people, relations, roles

_sex, _language, _relation_kind = cache(Sex), cache(Language), cache(RelationKind)
"""Remembered: an enum looks a value up ten times slower than a cache does, and a list has a thousand people."""

PERSON_COLUMNS = (
    people.c.id,
    people.c.name,
    people.c.district_id,
    people.c.sex,
    people.c.language,
    people.c.block,
    people.c.support_needed,
    people.c.disclosure_block,
    people.c.birthdate,
    people.c.deceased_at,
)

RELATION_COLUMNS = (
    relations.c.person_id,
    relations.c.other_id,
    relations.c.kind,
    relations.c.label,
    relations.c.confirmed,
)

ROLE_COLUMNS = (roles.c.person_id, roles.c.role, roles.c.district_id.label("of_district"))

DISTRICT_COLUMNS = (districts.c.id, districts.c.name, districts.c.association)


def person_of(row: AnyRow) -> Person:
    return person_from([getattr(row, column.key) for column in PERSON_COLUMNS])


def person_from(values: Sequence[Any]) -> Person:
    """From the values of `PERSON_COLUMNS`, in their order: by name each would cost three times as much."""
    id_, name, district, sex, language, block, support_needed, disclosure_block, birthdate, deceased_at = values
    return Person(
        id=PersonId(id_),
        name=name,
        district=DistrictId(district) if district else None,
        sex=_sex(sex) if sex else None,
        language=_language(language),
        block=block,
        support_needed=support_needed,
        disclosure_block=disclosure_block,
        birthdate=birthdate,
        deceased_at=deceased_at,
    )


def relation_of(row: AnyRow) -> Relation:
    person, other, kind, label, confirmed = row
    return Relation(PersonId(person), PersonId(other), _relation_kind(kind), label, confirmed=confirmed)


def role_of(row: AnyRow) -> Role:
    return Role(Office(row.role), DistrictId(row.of_district) if row.of_district else None)


def district_of(row: AnyRow) -> District:
    return District(DistrictId(row.id), row.name, row.association)
