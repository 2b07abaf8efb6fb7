"""What there is about one person: their consents, their rows of the ledger, and the city that answers for them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.consents import Consent
from bot.core.ids import PersonId
from bot.core.people import City
from bot.storage.ledger.entry import EntryKind


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """As it is chained. `body` None: erased when its time was over. Other people stand in it by id alone."""

    seq: int
    id: str
    at: datetime
    kind: EntryKind
    person: PersonId
    other: PersonId | None
    message: str | None
    drill: bool
    body: dict[str, Any] | None
    body_digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class PersonPart:
    """`at`: the moment for which states are told; an end in time is worked out at that moment."""

    person: PersonId
    city: City
    at: datetime
    consents: tuple[Consent, ...]
    rows: tuple[LedgerRow, ...] = ()


def stands(consent: Consent, at: datetime) -> bool:
    """Whether it was given and not ended; where and when it may be used is for the decision."""
    ended = consent.withdrawn_at is not None and consent.withdrawn_at <= at
    expired = consent.expires_at is not None and consent.expires_at <= at
    return not (consent.refused or ended or expired)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def written(moment: datetime) -> str:
    """UTC, ISO 8601, as TS 27560 wants it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def seconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(seconds=1)
