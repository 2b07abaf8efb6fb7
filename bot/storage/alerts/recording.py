"""Decisions about proposals as rows of the ledger: a decision to write to a whole town has a name that nobody edits."""

from datetime import datetime

from bot.core.ids import IncidentId, PersonId, derived_id
from bot.core.proposals import Proposal, ProposalState
from bot.storage.ledger.entry import Entry, EntryKind


def decided(proposal: Proposal, to: ProposalState, by: PersonId | None, at: datetime) -> Entry:
    """`proposal` as it was before or after; `by` None: it went by itself. `proposal.incident`: what it opened."""
    return _entry(EntryKind.PROPOSAL_DECIDED, proposal, (to.value, proposal.incident), by, at)


def reopened(proposal: Proposal, by: PersonId, at: datetime) -> Entry:
    return _entry(EntryKind.PROPOSAL_REOPENED, proposal, (ProposalState.WAITING.value, proposal.incident), by, at)


def _entry(
    kind: EntryKind, proposal: Proposal, became: tuple[str, IncidentId | None], by: PersonId | None, at: datetime
) -> Entry:
    state, incident = became
    id_ = derived_id("proposal", proposal.id, state, at.isoformat())
    body = {"proposal": proposal.id, "aim": proposal.aim.value, "state": state, "incident": incident}
    return Entry(id_, at, kind, None, by, body, drill=proposal.drill)
