"""The events of a consent as TS 27560 lists them: when, what kind, which state it led to, and who did it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from bot.core.consents import Consent
from bot.storage.consent_record.part import LedgerRow, written
from bot.storage.consent_record.terms import MARKS, WAYS
from bot.storage.ledger.entry import EntryKind

GIVEN, REFUSED, RENEWED = "dpv:ConsentGiven", "dpv:ConsentRefused", "dpv:RenewedConsentGiven"
WITHDRAWN, REVOKED = "dpv:ConsentWithdrawn", "dpv:ConsentRevoked"

_STATES = {
    EntryKind.CONSENT_GIVEN: (GIVEN,),
    EntryKind.CONSENT_REFUSED: (REFUSED,),
    EntryKind.CONSENT_CONFIRMED: (RENEWED,),
    EntryKind.CONSENT_WITHDRAWN: (WITHDRAWN, REVOKED),
}


def events_of(consent: Consent, rows: Sequence[LedgerRow]) -> list[dict[str, Any]]:
    """In their order, each with its row of the ledger where it has one. Earlier confirmations come from the ledger."""
    own = [each for each in rows if each.body and each.body.get("consent") == consent.id and each.kind in _STATES]
    told = list(_told(consent))
    earlier = [_renewed(consent, row.at) for row in own if _is_untold(row, told)]
    events = sorted([*told, *earlier], key=lambda each: str(each["anpi:time"]))
    return [{**each, **_proof(each, own)} for each in events]


def _is_untold(row: LedgerRow, told: Sequence[dict[str, Any]]) -> bool:
    return row.kind is EntryKind.CONSENT_CONFIRMED and written(row.at) not in {each["anpi:time"] for each in told}


def _told(consent: Consent) -> Iterator[dict[str, Any]]:
    by = consent.proxy.by if consent.proxy else consent.person
    state = REFUSED if consent.refused else GIVEN
    yield _event(consent, consent.given_at, state, by) | _proxy(consent)
    if consent.confirmed_at:
        yield _renewed(consent, consent.confirmed_at)
    if consent.withdrawn_at:
        ender = consent.withdrawn_by
        state = WITHDRAWN if ender in (None, consent.person) else REVOKED
        named = {} if ender is None else {"anpi:endedBy": ender}
        yield _event(consent, consent.withdrawn_at, state, ender or consent.person) | named


def _renewed(consent: Consent, at: datetime) -> dict[str, Any]:
    return _event(consent, at, RENEWED, consent.person)


def _event(consent: Consent, at: datetime, state: str, by: str | None) -> dict[str, Any]:
    """`anpi:validity` is the end of what the event gives; None: until it is withdrawn.

    `by` None: somebody whom the register does not know, and who stands here by name.
    """
    name = consent.proxy.name if consent.proxy else ""
    who = {"dpv:hasName": name} if by is None else {"@id": f"urn:anpi:person:{by}", "dct:identifier": by}
    return {
        "@type": "anpi:ConsentEvent",
        "anpi:time": written(at),
        "anpi:type": "explicit",
        "dpv:hasConsentStatus": {"@id": state},
        "dpv:isIndicatedBy": who,
        "anpi:validity": written(consent.expires_at) if consent.expires_at else None,
    }


def _proxy(consent: Consent) -> dict[str, Any]:
    """Who stood in for the person: as what, in which way, and whose hand signed."""
    proxy = consent.proxy
    if proxy is None:
        return {}
    mark = {"value": proxy.mark.value, "skos:prefLabel": MARKS[proxy.mark]} if proxy.mark else None
    method = {"value": proxy.way.value, "skos:prefLabel": WAYS[proxy.way]}
    return {"anpi:relation": proxy.relation, "dpv:hasIndicationMethod": method, "anpi:mark": mark}


def _proof(event: dict[str, Any], rows: Sequence[LedgerRow]) -> dict[str, Any]:
    state = event["dpv:hasConsentStatus"]["@id"]
    same = (row for row in rows if written(row.at) == event["anpi:time"] and state in _STATES[row.kind])
    row = next(same, None)
    return {} if row is None else {"anpi:proof": {"anpi:seq": row.seq, "anpi:hash": row.hash}}
