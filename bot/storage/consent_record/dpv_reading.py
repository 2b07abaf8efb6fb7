"""Consents rebuilt from a document of `dpv`: the proof that nothing is lost on the way out."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.core.consents import Cadence, Consent, Item, Mark, Origin, Proxy, RecipientKind, Terms, Way
from bot.core.ids import PersonId
from bot.core.language import Language
from bot.storage.consent_record.events import REFUSED, RENEWED, REVOKED, WITHDRAWN
from bot.storage.consent_record.terms import PHASES, PURPOSES

_PURPOSE_OF = {term: purpose for purpose, term in PURPOSES.items()}
_PHASE_OF = {term: phase for phase, term in PHASES.items()}

Node = Mapping[str, Any]


def consents_of_document(document: Node) -> tuple[Consent, ...]:
    """In the document's order."""
    return tuple(_consent(each) for each in document["anpi:records"])


def _consent(record: Node) -> Consent:
    process, events = record["dpv:hasProcess"], record["anpi:events"]
    first = next(each for each in events if _state(each) not in (RENEWED, WITHDRAWN, REVOKED))
    end = next((each for each in events if _state(each) in (WITHDRAWN, REVOKED)), None)
    renewals = [_moment(each["anpi:time"]) for each in events if _state(each) == RENEWED]
    until = process["dpv:hasDuration"].get("anpi:until")
    recipient = process["dpv:hasRecipient"]
    return Consent(
        id=record["dct:identifier"],
        person=PersonId(record["dpv:hasDataSubject"]["dct:identifier"]),
        purpose=_PURPOSE_OF[process["dpv:hasPurpose"]["@id"]],
        items=frozenset(Item(each["dct:identifier"]) for each in process["dpv:hasPersonalData"]),
        recipient_kind=RecipientKind(recipient["anpi:kind"]),
        recipient=recipient.get("dct:identifier"),
        phase=_PHASE_OF[process["anpi:phase"]["@id"]],
        cadence=Cadence(record["anpi:cadence"]),
        given_at=_moment(first["anpi:time"]),
        expires_at=_moment(until) if until else None,
        withdrawn_at=_moment(end["anpi:time"]) if end else None,
        withdrawn_by=PersonId(end["anpi:endedBy"]) if end and "anpi:endedBy" in end else None,
        confirmed_at=max(renewals, default=None),
        refused=_state(first) == REFUSED,
        origin=Origin(record["anpi:origin"]["@id"].removeprefix("anpi:")),
        proxy=_proxy(first),
        terms=_terms(record["dpv:hasNotice"]),
    )


def _state(event: Node) -> str:
    return str(event["dpv:hasConsentStatus"]["@id"])


def _proxy(event: Node) -> Proxy | None:
    if "anpi:relation" not in event:
        return None
    who = event["dpv:isIndicatedBy"]
    by = PersonId(who["dct:identifier"]) if "dct:identifier" in who else None
    mark = event["anpi:mark"]
    way = Way(event["dpv:hasIndicationMethod"]["value"])
    return Proxy(by, event["anpi:relation"], way, Mark(mark["value"]) if mark else None, who.get("dpv:hasName", ""))


def _terms(notice: Node | None) -> Terms | None:
    if notice is None:
        return None
    language = Language(notice["dct:language"])
    shown_at = _moment(notice["anpi:shownAt"])
    return Terms(notice["dct:identifier"], notice["dct:hasVersion"], notice["anpi:sha256"], language, shown_at)


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)
