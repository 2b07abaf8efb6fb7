"""A person's part of the ledger as JSON-LD: ISO/IEC TS 27560:2023 records in the terms of DPV 2.3.

Nothing is left out: `dpv_reading` rebuilds the consents from it. Sections and fields follow TS 27560 (header,
processing, party, events); what DPV has no word for has one of ours.
"""

from typing import Any

from bot.core.consents import Consent
from bot.core.people import City
from bot.storage.consent_record.events import events_of
from bot.storage.consent_record.part import LedgerRow, PersonPart, stands, written
from bot.storage.consent_record.terms import (
    CONSENT_NOT_ASKED,
    CONTEXT,
    GROUNDS,
    ITEMS,
    ORIGINS,
    PHASES,
    PURPOSES,
    RECIPIENTS,
    WITHDRAWAL,
    definitions,
)
from bot.storage.ledger.entry import EntryKind

SCHEMA = "ISO/IEC TS 27560:2023"


def dpv_document(part: PersonPart) -> dict[str, Any]:
    """One JSON-LD document: the controller, the records, and every row of the ledger about this person.

    A disclosure whose message never arrived is marked as such: nobody has seen it.
    """
    unseen = frozenset(each.message for each in part.rows if each.kind is EntryKind.UNDELIVERED)
    return {
        "@context": CONTEXT,
        "@id": f"urn:anpi:person:{part.person}:consents",
        "dct:conformsTo": SCHEMA,
        "dct:created": written(part.at),
        "anpi:terms": definitions(),
        "anpi:records": [consent_record(each, part) for each in part.consents],
        "anpi:ledger": [_row(each) | _arrived(each, unseen) for each in part.rows],
    }


def consent_record(consent: Consent, part: PersonPart) -> dict[str, Any]:
    return {
        "@id": f"urn:anpi:consent:{consent.id}",
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": SCHEMA,
        "dct:identifier": consent.id,
        "dpv:hasDataSubject": {"@id": f"urn:anpi:person:{consent.person}", "dct:identifier": consent.person},
        "dpv:hasConsentStatus": {"@id": status_of(consent, part)},
        "dpv:hasNotice": _notice(consent),
        "dpv:hasProcess": _process(consent, part.city),
        "anpi:origin": {"@id": f"anpi:{consent.origin.value}", "skos:prefLabel": ORIGINS[consent.origin]},
        "anpi:cadence": consent.cadence.value,
        "anpi:events": events_of(consent, part.rows),
    }


def status_of(consent: Consent, part: PersonPart) -> str:
    """DPV's state at that moment; only the last two allow use."""
    if consent.refused:
        return "dpv:ConsentRefused"
    if consent.withdrawn_at and consent.withdrawn_at <= part.at:
        return "dpv:ConsentRevoked" if consent.withdrawn_by not in (None, consent.person) else "dpv:ConsentWithdrawn"
    if not stands(consent, part.at):
        return "dpv:ConsentExpired"
    return "dpv:RenewedConsentGiven" if consent.confirmed_at else "dpv:ConsentGiven"


def _notice(consent: Consent) -> dict[str, Any] | None:
    """The words that were shown before the question; None: the consent did not come with any."""
    terms = consent.terms
    if terms is None:
        return None
    return {
        "@id": f"urn:anpi:notice:{terms.id}:{terms.version}:{terms.language.value}",
        "@type": "dpv:ConsentNotice",
        "dct:identifier": terms.id,
        "dct:hasVersion": terms.version,
        "dct:language": terms.language.value,
        "anpi:sha256": terms.sha256,
        "anpi:shownAt": written(terms.shown_at),
    }


def _process(consent: Consent, city: City) -> dict[str, Any]:
    return {
        "@type": "dpv:Process",
        "dpv:hasPurpose": {"@id": PURPOSES[consent.purpose]},
        "dpv:hasLegalBasis": [{"@id": "dpv:ExplicitlyExpressedConsent"}, {"dct:source": GROUNDS[consent.purpose]}],
        "dpv:hasProcessing": [{"@id": "dpv:Store"}, {"@id": "dpv:Disclose"}],
        "dpv:hasPersonalData": [_datum(each.value, ITEMS[each]) for each in sorted(consent.items)],
        "dpv:hasDataController": controller_node(city),
        "dpv:hasRecipient": _recipient(consent),
        "dpv:hasDuration": _duration(consent),
        "dpv:hasConsentControl": {"@id": "dpv:WithdrawConsent", "dct:description": WITHDRAWAL},
        "dpv:hasJurisdiction": "JP",
        "dpv:hasStorageCondition": {
            "@type": "dpv:StorageCondition",
            "dpv:hasLocation": city.controller.storage,
            "dpv:hasDuration": {"@type": "dpv:TemporalDuration", "anpi:days": city.retention.ledger_bodies},
        },
        "anpi:phase": {"@id": PHASES[consent.phase]},
    }


def _datum(item: str, term: Any) -> dict[str, Any]:
    kinds = ["dpv:PersonalData", *(["dpv:SpecialCategoryPersonalData"] if term.special else [])]
    return {"@id": term.term, "@type": kinds, "dct:identifier": item, "skos:prefLabel": term.words}


def controller_node(city: City) -> dict[str, Any]:
    of = city.controller
    known = {"dpv:hasContact": of.contact, "dpv:hasAddress": of.address, "anpi:email": of.email, "dct:source": of.url}
    return {
        "@id": f"urn:anpi:controller:{of.id}",
        "@type": ["dpv:DataController", "dpv:GovernmentalOrganisation"],
        "dct:identifier": of.id,
        "dpv:hasName": city.name,
        "anpi:phone": city.phone,
        **{key: value for key, value in known.items() if value},
    }


def _recipient(consent: Consent) -> dict[str, Any]:
    """Kind and id, never a name. Without an id: anybody of that kind who belongs to the person."""
    kind, one = consent.recipient_kind, consent.recipient
    node: dict[str, Any] = {"@type": "dpv:Recipient", "anpi:kind": kind.value, "skos:prefLabel": RECIPIENTS[kind]}
    return node if one is None else {**node, "dct:identifier": one}


def _duration(consent: Consent) -> dict[str, Any]:
    if consent.expires_at:
        return {"@type": "dpv:UntilTimeDuration", "anpi:until": written(consent.expires_at)}
    return {"@type": "dpv:UntilEventDuration", "anpi:event": {"@id": "dpv:WithdrawConsent"}}


def _arrived(row: LedgerRow, unseen: frozenset[str | None]) -> dict[str, Any]:
    never = row.kind is EntryKind.DISCLOSURE and row.message in unseen
    return {"anpi:arrived": False} if never else {}


def _row(row: LedgerRow) -> dict[str, Any]:
    """As it is chained, so that whoever holds the document can show that the ledger says the same."""
    return {
        "@id": f"urn:anpi:ledger:{row.seq}",
        "@type": "anpi:LedgerEntry",
        "dct:identifier": row.id,
        "anpi:seq": row.seq,
        "anpi:kind": row.kind.value,
        "anpi:time": written(row.at),
        "anpi:about": row.person,
        "anpi:by": row.other,
        "anpi:message": row.message,
        "anpi:drill": row.drill,
        "anpi:body": row.body,
        "anpi:bodyDigest": row.body_digest,
        "anpi:previous": row.previous,
        "anpi:hash": row.hash,
        **_note(row),
    }


def _note(row: LedgerRow) -> dict[str, Any]:
    """What a reader without our code has to know of it, in words."""
    if row.body is None or not row.body.get("consent_not_asked"):
        return {}
    return {"skos:note": {"@value": CONSENT_NOT_ASKED, "@language": "ja"}}
