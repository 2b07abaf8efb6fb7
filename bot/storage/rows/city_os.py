"""What the city OS says, and what it still has to hear, as rows."""

from datetime import datetime
from typing import Any

from bot.core.city_consents import Change, ChangeKind, CityOsConsent, State, Statement
from bot.core.consents import Cadence, Item, Phase, Purpose, RecipientKind
from bot.core.ids import NoticeId, PersonId
from bot.core.records import NoticeKind, NoticeRaised
from bot.rules.consent_sources import Difference
from bot.storage.rows import AnyRow


def city_os_consent_of(row: AnyRow) -> CityOsConsent:
    """`subject` is not kept: whose it is says the person's id beside it."""
    return CityOsConsent(
        id=row.id,
        subject="",
        purpose=Purpose(row.purpose),
        items=frozenset(Item(each) for each in row.items),
        recipient_kind=RecipientKind(row.recipient_kind),
        recipient=row.recipient_id,
        phase=Phase(row.phase),
        state=State(row.state),
        given_at=row.given_at,
        changed_at=row.changed_at,
        withdrawn_at=row.withdrawn_at,
        expires_at=row.expires_at,
        reference=row.reference,
    )


def row_of_city_os_consent(person: PersonId, consent: CityOsConsent, reading: int) -> dict[str, Any]:
    return {
        "id": consent.id,
        "person_id": person,
        "purpose": consent.purpose.value,
        "items": sorted(each.value for each in consent.items),
        "recipient_kind": consent.recipient_kind.value,
        "recipient_id": consent.recipient,
        "phase": consent.phase.value,
        "state": consent.state.value,
        "given_at": consent.given_at,
        "withdrawn_at": consent.withdrawn_at,
        "changed_at": consent.changed_at,
        "expires_at": consent.expires_at,
        "reference": consent.reference,
        "reading": reading,
    }


def change_of(row: AnyRow) -> Change:
    """A row of the change, of the consent that it is about, and of the person's subject."""
    said = Statement(
        id=row.change_id,
        reference=row.id,
        subject=row.subject,
        purpose=Purpose(row.purpose),
        items=frozenset(Item(each) for each in row.items),
        recipient_kind=RecipientKind(row.recipient_kind),
        recipient=row.recipient_id,
        phase=Phase(row.phase),
        refused=row.refused,
        given_at=row.given_at,
        expires_at=row.expires_at,
        cadence=Cadence(row.change_body.get("cadence", row.cadence)),
    )
    return Change(row.change_id, ChangeKind(row.change), PersonId(row.person_id), row.made_at, row.attempts, said)


def notice_of_difference(difference: Difference, at: datetime) -> NoticeRaised:
    return NoticeRaised(
        id=NoticeId(difference.id), kind=NoticeKind.CONSENT_DIFFERS, at=at, drill=False, about=difference.person
    )
