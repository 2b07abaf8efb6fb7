"""Between the city OS's JSON and core's values. What is not understood is kept out, and logged by its id."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import structlog
from pydantic import ValidationError

from bot.core.city_consents import CityOsConsent, Listed, State, Statement
from integrations.city_os.consent.schemas import ConsentBody
from integrations.city_os.consent.words import Words

log = structlog.get_logger()

_PREFIXES: Final = ("https://w3id.org/dpv#", "dpv:")
_LONGEST_ID: Final = 255


def listed_of(bodies: Iterable[Any], words: Words) -> Listed:
    """In their order; of one that is left out, what was said of it before is left out as well."""
    understood: list[CityOsConsent] = []
    left_out: dict[str, None] = {}
    for each in bodies:
        consent = consent_of(each, words)
        if consent is not None:
            left_out.pop(consent.id, None)
            understood.append(consent)
        elif (id_ := _id_of(each)) is not None:
            left_out[id_] = None
    return Listed(tuple(each for each in understood if each.id not in left_out), tuple(left_out))


def consent_of(body: Any, words: Words) -> CityOsConsent | None:
    """None: it cannot be read, or is about something that we have no word for."""
    try:
        read = ConsentBody.model_validate(body)
    except ValidationError as error:
        fields = sorted({str(each["loc"][0]) for each in error.errors(include_input=False) if each["loc"]})
        log.warning("city_os_consent.unreadable", consent=_id_of(body), fields=fields)
        return None
    understood = _understood(read, words)
    if understood is None:
        log.warning("city_os_consent.unknown_words", consent=read.id)
    return understood


def _understood(read: ConsentBody, words: Words) -> CityOsConsent | None:
    purpose, phase = words.purposes.ours(read.purpose), words.phases.ours(read.phase)
    kind = words.recipients.ours(read.recipient.kind)
    items = frozenset(item for each in read.items if (item := words.items.ours(each)) is not None)
    if purpose is None or phase is None or kind is None or not items:
        return None
    if len(items) < len(set(read.items)):
        log.warning("city_os_consent.unknown_items", consent=read.id, number=len(set(read.items)) - len(items))
    return CityOsConsent(
        id=read.id,
        subject=read.subject,
        purpose=purpose,
        items=items,
        recipient_kind=kind,
        recipient=read.recipient.id,
        phase=phase,
        state=_state_of(read),
        given_at=read.given_at.astimezone(UTC),
        changed_at=read.changed_at.astimezone(UTC),
        withdrawn_at=_utc(read.withdrawn_at),
        expires_at=_utc(read.expires_at),
        reference=read.reference,
    )


def _state_of(read: ConsentBody) -> State:
    """A state that we do not know allows nothing."""
    word = read.state
    for prefix in _PREFIXES:
        word = word.removeprefix(prefix)
    try:
        return State(word)
    except ValueError:
        log.warning("city_os_consent.unknown_state", consent=read.id)
        return State.UNKNOWN


def body_of(statement: Statement, words: Words) -> Mapping[str, Any]:
    """What `POST /consents` is sent."""
    return {
        "reference": statement.reference,
        "subject": statement.subject,
        "purpose": words.purposes.theirs(statement.purpose),
        "items": sorted(words.items.theirs(each) for each in statement.items),
        "recipient": {"kind": words.recipients.theirs(statement.recipient_kind), "id": statement.recipient},
        "phase": words.phases.theirs(statement.phase),
        "cadence": words.cadences.theirs(statement.cadence),
        "state": (State.REFUSED if statement.refused else State.GIVEN).value,
        "given_at": written(statement.given_at),
        "expires_at": written(statement.expires_at) if statement.expires_at else None,
    }


def of_subject(listed: Listed, subject: str) -> Listed:
    """Nobody else's, whatever the city OS sends."""
    own = tuple(each for each in listed.consents if each.subject == subject)
    if len(own) < len(listed.consents):
        log.warning("city_os_consent.of_somebody_else", number=len(listed.consents) - len(own))
    return replace(listed, consents=own)


def written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _utc(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC) if moment else None


def _id_of(body: Any) -> str | None:
    id_ = body.get("id") if isinstance(body, Mapping) else None
    return id_ if isinstance(id_, str) and 0 < len(id_) <= _LONGEST_ID else None
