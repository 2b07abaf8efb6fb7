"""A proposal: what an alert gives staff to decide. Nothing is asked of anybody before it is confirmed or has waited."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard

ProposalId = NewType("ProposalId", str)


class Aim(StrEnum):
    """What happens when it is confirmed."""

    OPEN = "open"
    """An incident is opened, and the people concerned are asked."""
    RAISE = "raise"
    """The open incident rises to a higher level, or reaches more districts: one new message there."""
    CORRECT = "correct"
    """What was announced was wrong, and something else holds: those who were asked are told. Their answers stay."""
    CANCEL = "cancel"
    """What was announced was wrong, and nothing holds instead: likewise."""


class Whom(StrEnum):
    """Who is asked."""

    EVERYBODY = "everybody"
    SUPPORTED = "supported"
    """高齢者等: people who need support, and those who help them (standards.md 4.5)."""


class ProposalState(StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    """Confirmed by staff with other words, districts or people."""
    REFUSED = "refused"
    GONE = "gone"
    """Its wait was over, and it went by itself."""
    WITHDRAWN = "withdrawn"
    """A later alert took back what led to it, or put another one in its place."""
    CLOSED = "closed"
    """The incident that it was about was closed before anybody decided."""


OF_WRONG = frozenset({Aim.CORRECT, Aim.CANCEL})
TAKEN_BACK = frozenset({ProposalState.WITHDRAWN, ProposalState.CLOSED})
CARRIED_OUT = frozenset({ProposalState.CONFIRMED, ProposalState.CHANGED, ProposalState.GONE})


@dataclass(frozen=True, slots=True)
class Draft:
    """What a proposal would do. `districts` empty: the whole city; of a correction, everybody who was asked."""

    trigger: str
    """Which rule of the city made it: earthquake, order, warning, tsunami, bulletin, occurrence."""
    title: str
    """As people will read it; never words of a telegram."""
    hazard: Hazard
    level: str
    rank: int
    """How grave it is among alerts of the same family of hazards (bot.rules.triggers.ranks): a rise, or a repeat."""
    districts: tuple[DistrictId, ...] = ()
    whom: Whom = Whom.EVERYBODY
    notes: tuple[str, ...] = ()
    """For staff: what to look at before confirming."""
    is_clear: bool = True
    """False: it may not go by itself, however long it waits."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """`alerts`: digests of those behind it, the last that one which gave it its level.

    `matter` is the same for all proposals about one event.
    """

    id: ProposalId
    aim: Aim
    matter: str
    alerts: tuple[str, ...]
    draft: Draft
    drill: bool
    made_at: datetime
    goes_at: datetime | None
    """None: only staff let it go."""
    state: ProposalState = ProposalState.WAITING
    decided_by: PersonId | None = None
    """None where nobody did: it went by itself, or an alert took it back."""
    decided_at: datetime | None = None
    incident: IncidentId | None = None
    """Which it opened, or which it is about."""

    @property
    def is_carried_out(self) -> bool:
        return self.state in CARRIED_OUT
