"""What the city OS says about consents, in our words. The city OS is the source of truth; the stricter side wins."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.consents import Cadence, Item, Phase, Purpose, RecipientKind
from bot.core.ids import PersonId


class State(StrEnum):
    """The states of DPV 2.3 (standards.md 2.2). Only the first two allow use."""

    GIVEN = "ConsentGiven"
    RENEWED = "RenewedConsentGiven"
    UNKNOWN = "ConsentUnknown"
    REQUESTED = "ConsentRequested"
    DEFERRED = "ConsentRequestDeferred"
    REFUSED = "ConsentRefused"
    WITHDRAWN = "ConsentWithdrawn"
    REVOKED = "ConsentRevoked"
    EXPIRED = "ConsentExpired"
    INVALIDATED = "ConsentInvalidated"


@dataclass(frozen=True, slots=True)
class CityOsConsent:
    """One consent as the city OS holds it.

    `given_at` is when the person said yes or no, `withdrawn_at` when they (or somebody else) ended it; `changed_at`
    is the city OS's own moment of the last change and never goes back. `reference`: the id of our own consent that was
    carried there, where it is one.
    """

    id: str
    subject: str
    purpose: Purpose
    items: frozenset[Item]
    recipient_kind: RecipientKind
    recipient: str | None
    phase: Phase
    state: State
    given_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None = None
    expires_at: datetime | None = None
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What was understood, and the ids of what was not: those are kept out, and nothing rests on them."""

    consents: tuple[CityOsConsent, ...] = ()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the change feed, the oldest change first. `cursor` stands after it; `more`: ask again at once."""

    listed: Listed
    cursor: str
    more: bool


class ChangeKind(StrEnum):
    """What the person said here that the city OS has to hear."""

    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    """Yes, once more, as the cadence asks."""
    CADENCE = "cadence"
    """How often the person wants to be asked."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A yes or a no as it is carried: `id` is the idempotency key, `reference` our consent.

    `cadence` is the one that was chosen with this very change: sent again, it says the same.
    """

    id: str
    reference: str
    subject: str
    purpose: Purpose
    items: frozenset[Item]
    recipient_kind: RecipientKind
    recipient: str | None
    phase: Phase
    refused: bool
    given_at: datetime
    expires_at: datetime | None
    cadence: Cadence = Cadence.ONCE


@dataclass(frozen=True, slots=True)
class Change:
    """One change on its way. `statement` is what the consent says, whatever the change does with it."""

    id: str
    kind: ChangeKind
    person: PersonId
    made_at: datetime
    attempts: int
    statement: Statement


class CursorLost(Exception):  # noqa: N818 - a state of the world, not a fault
    """The city OS does not know the cursor any more: the feed is read from its beginning."""
