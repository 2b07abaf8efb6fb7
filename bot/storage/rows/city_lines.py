"""Lines of a city's files as rows of their tables."""

from datetime import datetime
from typing import Any

from bot.storage.city_load.accounts import AccountLine
from bot.storage.city_load.consents import ConsentLine
from bot.storage.city_load.districts import DistrictLine
from bot.storage.city_load.home_hazards import HomeHazardLine
from bot.storage.city_load.people import PersonLine
from bot.storage.city_load.relations import RelationLine
from bot.storage.city_load.roles import RoleLine
from bot.storage.city_load.sites import SiteLine


def row_of_district(line: DistrictLine) -> dict[str, Any]:
    return {
        "id": line.district,
        "name": line.name,
        "kana": line.kana,
        "association": line.association,
        "lat": line.lat,
        "lon": line.lon,
    }


def row_of_site(line: SiteLine) -> dict[str, Any]:
    return {
        "id": line.site,
        "name": line.name,
        "kana": line.kana,
        "district_id": line.district,
        "lat": line.lat,
        "lon": line.lon,
        "hazards": ";".join(sorted(each.value for each in line.hazards)),
    }


def row_of_home_hazard(line: HomeHazardLine) -> dict[str, Any]:
    return {
        "person_id": line.person_id,
        "hazard": line.hazard.value,
        "depth": line.depth_m,
        "zone": line.zone.value if line.zone else None,
    }


def row_of_person(line: PersonLine) -> dict[str, Any]:
    return {
        "id": line.person_id,
        "name": line.name,
        "kana": line.kana,
        "birthdate": line.birthdate,
        "sex": line.sex.value if line.sex else None,
        "address": line.address,
        "district_id": line.district,
        "block": line.block or None,
        "phone": line.phone,
        "language": line.language.value,
        "support_needed": line.support_needed,
        "support_reason": line.support_reason,
        "disclosure_block": line.disclosure_block,
        "subject": line.subject,
        "lat": line.lat,
        "lon": line.lon,
    }


def row_of_account(line: AccountLine) -> dict[str, Any]:
    return {"channel": line.channel.value, "address": line.address, "person_id": line.person_id}


def row_of_relation(line: RelationLine) -> dict[str, Any]:
    return {
        "person_id": line.person_id,
        "other_id": line.other_id,
        "kind": line.kind.value,
        "label": line.label,
        "confirmed": line.confirmed,
    }


def row_of_role(line: RoleLine) -> dict[str, Any]:
    return {"person_id": line.person_id, "role": line.role.value, "district_id": line.district or ""}


def row_of_consent(line: ConsentLine, now: datetime) -> dict[str, Any]:
    """`now` stands in for a time that the line does not give."""
    return {
        "id": line.id,
        "person_id": line.person_id,
        "purpose": line.purpose.value,
        "items": sorted(each.value for each in line.items),
        "recipient_kind": line.recipient_kind.value,
        "recipient_id": line.recipient_id,
        "phase": line.phase.value,
        "cadence": line.cadence.value,
        "given_at": line.given_at or now,
        "expires_at": line.expires_at,
    }
