"""The small city as rows of the tables."""

from typing import Any

from sqlalchemy import Table

from bot.core.consents import Consent
from bot.core.incidents import Emergency
from bot.core.people import Person, Relation
from bot.core.reports import CheckIn
from bot.storage import tables
from bot.storage.rows.incidents import row_of_incident, rows_of_districts
from tests.contracts.city import City

Row = dict[str, Any]


def rows_of(city: City) -> list[tuple[Table, list[Row]]]:
    """In an order that no foreign key minds."""
    district_of = {each.id: each.district for each in city.people}
    accounts = [{"channel": each.channel, "address": each.address, "person_id": each.person} for each in city.accounts]
    return [
        (
            tables.districts,
            [
                {"id": each.id, "name": each.name, "association": each.association, "kana": city.kana.get(each.id, "")}
                for each in city.districts
            ],
        ),
        (tables.people, [_person(each) | _more(city, each) for each in city.people]),
        (tables.sites, [each._asdict() for each in city.sites]),
        (tables.accounts, accounts),
        (tables.relations, [_relation(each) for each in city.relations]),
        (
            tables.roles,
            [{"person_id": who, "role": role.office, "district_id": role.district or ""} for who, role in city.roles],
        ),
        (tables.consents, [_consent(each) for each in city.consents]),
        (tables.emergencies, [_emergency(each) for each in city.emergencies]),
        (tables.incidents, [row_of_incident(each) for each in city.incidents]),
        (tables.incident_districts, [row for each in city.incidents for row in rows_of_districts(each)]),
        (tables.check_ins, [_check_in(each, district_of[each.person]) for each in city.check_ins]),
    ]


def _more(city: City, person: Person) -> Row:
    return {"kana": city.kana.get(person.id, ""), "address": city.addresses.get(person.id, "")}


def _person(person: Person) -> Row:
    return {
        "id": person.id,
        "name": person.name,
        "district_id": person.district,
        "sex": person.sex,
        "language": person.language,
        "block": person.block,
        "support_needed": person.support_needed,
        "disclosure_block": person.disclosure_block,
        "birthdate": person.birthdate,
        "deceased_at": person.deceased_at,
    }


def _relation(relation: Relation) -> Row:
    return {
        "person_id": relation.person,
        "other_id": relation.other,
        "kind": relation.kind,
        "label": relation.label,
        "confirmed": relation.confirmed,
    }


def _consent(consent: Consent) -> Row:
    return {
        "id": consent.id,
        "person_id": consent.person,
        "purpose": consent.purpose,
        "items": sorted(consent.items),
        "recipient_kind": consent.recipient_kind,
        "recipient_id": consent.recipient,
        "phase": consent.phase,
        "cadence": consent.cadence,
        "given_at": consent.given_at,
        "expires_at": consent.expires_at,
        "withdrawn_at": consent.withdrawn_at,
    }


def _emergency(emergency: Emergency) -> Row:
    return {
        "id": emergency.id,
        "districts": list(emergency.districts),
        "declared_at": emergency.declared_at,
        "until": emergency.until,
        "ended_at": emergency.ended_at,
    }


def _check_in(check_in: CheckIn, district: str | None) -> Row:
    return {
        "incident_id": check_in.incident,
        "person_id": check_in.person,
        "district_id": district,
        "progress": check_in.progress,
        "condition": check_in.standing.condition,
        "whereabouts": check_in.standing.whereabouts,
    }
