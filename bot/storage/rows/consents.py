"""Consents, emergencies and disclosures: their rows, and their bodies in the ledger."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from bot.core.consents import (
    Cadence,
    Consent,
    Disclosure,
    Item,
    Mark,
    Origin,
    Phase,
    Proxy,
    Purpose,
    RecipientKind,
    Terms,
    Way,
)
from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Emergency
from bot.core.language import Language
from bot.storage.rows import AnyRow

_purpose, _recipient_kind, _phase = cache(Purpose), cache(RecipientKind), cache(Phase)
_cadence, _origin = cache(Cadence), cache(Origin)
"""Remembered: an enum looks a value up ten times slower than a cache does, and a list reads a thousand consents."""


def consent_of(row: AnyRow) -> Consent:
    """From a whole row of the table, by position: looking 17 names up costs more than all the rest."""
    (id_, person, purpose, items, kind, recipient, phase, cadence, given, expires, withdrawn, *more) = row
    (withdrawn_by, confirmed, refused, origin, proxy, terms) = more
    return Consent(
        id=id_,
        person=PersonId(person),
        purpose=_purpose(purpose),
        items=items_of(tuple(items)),
        recipient_kind=_recipient_kind(kind),
        recipient=recipient,
        phase=_phase(phase),
        cadence=_cadence(cadence),
        given_at=given,
        expires_at=expires,
        withdrawn_at=withdrawn,
        withdrawn_by=PersonId(withdrawn_by) if withdrawn_by else None,
        confirmed_at=confirmed,
        refused=refused,
        origin=_origin(origin),
        proxy=proxy_of(proxy) if proxy else None,
        terms=terms_of(terms) if terms else None,
    )


@cache
def items_of(words: tuple[str, ...]) -> frozenset[Item]:
    """Remembered: a city has a handful of sets of items, and a leader's list reads a thousand of them at once."""
    return frozenset(Item(each) for each in words)


@cache
def _sorted(items: frozenset[Item]) -> tuple[str, ...]:
    return tuple(sorted(each.value for each in items))


def _words_of(items: frozenset[Item]) -> list[str]:
    """Remembered likewise; a town that is exported or told of shows the same few sets."""
    return list(_sorted(items))


def row_of_consent(consent: Consent) -> dict[str, Any]:
    return {
        "id": consent.id,
        "person_id": consent.person,
        "purpose": consent.purpose.value,
        "items": sorted(each.value for each in consent.items),
        "recipient_kind": consent.recipient_kind.value,
        "recipient_id": consent.recipient,
        "phase": consent.phase.value,
        "cadence": consent.cadence.value,
        "given_at": consent.given_at,
        "expires_at": consent.expires_at,
        "withdrawn_at": consent.withdrawn_at,
        "withdrawn_by": consent.withdrawn_by,
        "confirmed_at": consent.confirmed_at,
        "refused": consent.refused,
        "origin": consent.origin.value,
        "proxy": _body_of_proxy(consent.proxy),
        "terms": _body_of_terms(consent.terms),
    }


def body_of_consent(consent: Consent) -> dict[str, Any]:
    """Everything that was agreed to, as the ledger keeps it."""
    return {
        "consent": consent.id,
        "purpose": consent.purpose.value,
        "items": sorted(each.value for each in consent.items),
        "recipient_kind": consent.recipient_kind.value,
        "recipient": consent.recipient,
        "phase": consent.phase.value,
        "cadence": consent.cadence.value,
        "given_at": _written(consent.given_at),
        "expires_at": _written(consent.expires_at),
        "origin": consent.origin.value,
        "proxy": _body_of_proxy(consent.proxy),
        "terms": _body_of_terms(consent.terms),
    }


def proxy_of(body: Mapping[str, Any]) -> Proxy:
    mark = Mark(body["mark"]) if body["mark"] else None
    by = PersonId(body["by"]) if body["by"] else None
    return Proxy(by, body["relation"], Way(body["way"]), mark, body.get("name", ""))


def terms_of(body: Mapping[str, Any]) -> Terms:
    shown_at = datetime.fromisoformat(body["shown_at"])
    return Terms(body["id"], body["version"], body["sha256"], Language(body["language"]), shown_at)


def _body_of_proxy(proxy: Proxy | None) -> dict[str, Any] | None:
    if proxy is None:
        return None
    mark = proxy.mark.value if proxy.mark else None
    named = {"name": proxy.name} if proxy.name else {}
    return {"by": proxy.by, "relation": proxy.relation, "way": proxy.way.value, "mark": mark, **named}


def _body_of_terms(terms: Terms | None) -> dict[str, Any] | None:
    if terms is None:
        return None
    return {
        "id": terms.id,
        "version": terms.version,
        "sha256": terms.sha256,
        "language": terms.language.value,
        "shown_at": _written(terms.shown_at),
    }


def _written(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def _read(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def emergency_of(row: AnyRow) -> Emergency:
    return Emergency(
        id=row.id,
        districts=tuple(DistrictId(each) for each in row.districts),
        declared_at=row.declared_at,
        until=row.until,
        ended_at=row.ended_at,
        declared_by=PersonId(row.declared_by) if row.declared_by else None,
        cause=row.cause,
        recipients=frozenset(RecipientKind(each) for each in row.recipients or RecipientKind),
    )


def row_of_emergency(emergency: Emergency) -> dict[str, Any]:
    return {
        "id": emergency.id,
        "districts": list(emergency.districts),
        "declared_at": emergency.declared_at,
        "until": emergency.until,
        "ended_at": emergency.ended_at,
        "declared_by": emergency.declared_by,
        "cause": emergency.cause,
        "recipients": sorted(each.value for each in emergency.recipients),
    }


def body_of_emergency(emergency: Emergency) -> dict[str, Any]:
    return {
        "emergency": emergency.id,
        "districts": sorted(emergency.districts),
        "declared_at": _written(emergency.declared_at),
        "until": _written(emergency.until),
        "cause": emergency.cause,
        "recipients": sorted(each.value for each in emergency.recipients),
    }


def body_of_disclosure(disclosure: Disclosure) -> dict[str, Any]:
    """Without whom it is about and who saw it: those are columns of the ledger."""
    return {
        "recipient_kind": disclosure.recipient_kind.value,
        "purpose": disclosure.purpose.value,
        "items": _words_of(disclosure.items),
        "ground": disclosure.ground,
        "incident": disclosure.incident,
        "until": _written(disclosure.until),
        "against_refusal": disclosure.against_refusal,
        "emergency": disclosure.emergency,
        **({"consent_not_asked": True} if disclosure.consent_not_asked else {}),
        **({"on_paper": True} if disclosure.on_paper else {}),
    }


def disclosure_of(about: PersonId, recipient: PersonId, body: Mapping[str, Any]) -> Disclosure:
    return Disclosure(
        about=about,
        recipient=recipient,
        recipient_kind=RecipientKind(body["recipient_kind"]),
        purpose=Purpose(body["purpose"]),
        items=frozenset(Item(each) for each in body["items"]),
        ground=body["ground"],
        incident=IncidentId(body["incident"]) if body["incident"] else None,
        until=_read(body["until"]),
        against_refusal=body["against_refusal"],
        emergency=body["emergency"],
        consent_not_asked=body.get("consent_not_asked", False),
        on_paper=body.get("on_paper", False),
    )
