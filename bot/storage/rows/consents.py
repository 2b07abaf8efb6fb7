"""Consents, emergencies and disclosures and their rows."""

from typing import Any

from bot.core.consents import Cadence, Consent, Disclosure, Item, Phase, Purpose, RecipientKind
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Emergency
from bot.storage.rows import AnyRow


def consent_of(row: AnyRow) -> Consent:
    return Consent(
        id=row.id,
        person=PersonId(row.person_id),
        purpose=Purpose(row.purpose),
        items=frozenset(Item(each) for each in row.items),
        recipient_kind=RecipientKind(row.recipient_kind),
        recipient=row.recipient_id,
        phase=Phase(row.phase),
        cadence=Cadence(row.cadence),
        given_at=row.given_at,
        expires_at=row.expires_at,
        withdrawn_at=row.withdrawn_at,
    )


def emergency_of(row: AnyRow) -> Emergency:
    areas = tuple(DistrictId(each) for each in row.districts)
    return Emergency(row.id, areas, row.declared_at, row.until, row.ended_at)


def row_of_disclosure(disclosure: Disclosure) -> dict[str, Any]:
    """Without what only the turn knows: id, moment, message, drill."""
    return {
        "about": disclosure.about,
        "recipient": disclosure.recipient,
        "recipient_kind": disclosure.recipient_kind.value,
        "purpose": disclosure.purpose.value,
        "items": sorted(each.value for each in disclosure.items),
        "ground": disclosure.ground,
        "incident_id": disclosure.incident,
        "until": disclosure.until,
    }


def disclosure_of(row: AnyRow) -> Disclosure:
    return Disclosure(
        about=PersonId(row.about),
        recipient=PersonId(row.recipient),
        recipient_kind=RecipientKind(row.recipient_kind),
        purpose=Purpose(row.purpose),
        items=frozenset(Item(each) for each in row.items),
        ground=row.ground,
        incident=IncidentId(row.incident_id) if row.incident_id else None,
        until=row.until,
    )
