"""People, districts, relations and roles from their rows."""

from bot.core.ids import DistrictId, PersonId
from bot.core.language import Language
from bot.core.people import District, Office, Person, Relation, RelationKind, Role, Sex
from bot.storage.rows import AnyRow
from bot.storage.tables import districts, people, relations, roles

PERSON_COLUMNS = (
    people.c.id,
    people.c.name,
    people.c.district_id,
    people.c.sex,
    people.c.language,
    people.c.block,
    people.c.support_needed,
    people.c.disclosure_block,
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
    return Person(
        id=PersonId(row.id),
        name=row.name,
        district=DistrictId(row.district_id) if row.district_id else None,
        sex=Sex(row.sex) if row.sex else None,
        language=Language(row.language),
        block=row.block,
        support_needed=row.support_needed,
        disclosure_block=row.disclosure_block,
    )


def relation_of(row: AnyRow) -> Relation:
    return Relation(
        PersonId(row.person_id), PersonId(row.other_id), RelationKind(row.kind), row.label, confirmed=row.confirmed
    )


def role_of(row: AnyRow) -> Role:
    return Role(Office(row.role), DistrictId(row.of_district) if row.of_district else None)


def district_of(row: AnyRow) -> District:
    return District(DistrictId(row.id), row.name, row.association)
