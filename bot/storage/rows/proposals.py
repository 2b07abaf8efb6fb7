"""Proposals and their rows."""

from typing import Any

from bot.core.ids import DistrictId, IncidentId, PersonId
from bot.core.incidents import Hazard
from bot.core.proposals import Aim, Draft, Proposal, ProposalId, ProposalState, Whom
from bot.storage.rows import AnyRow


def row_of_proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": proposal.id,
        "aim": proposal.aim.value,
        "matter": proposal.matter,
        "alerts": list(proposal.alerts),
        **columns_of_draft(proposal.draft),
        "drill": proposal.drill,
        "made_at": proposal.made_at,
        "goes_at": proposal.goes_at,
        "state": proposal.state.value,
        "decided_by": proposal.decided_by,
        "decided_at": proposal.decided_at,
        "incident_id": proposal.incident,
    }


def columns_of_draft(draft: Draft) -> dict[str, Any]:
    return {
        "trigger": draft.trigger,
        "title": draft.title,
        "hazard": draft.hazard.value,
        "level": draft.level,
        "rank": draft.rank,
        "districts": list(draft.districts),
        "whom": draft.whom.value,
        "notes": list(draft.notes),
        "is_clear": draft.is_clear,
    }


def proposal_of(row: AnyRow) -> Proposal:
    return Proposal(
        id=ProposalId(row.id),
        aim=Aim(row.aim),
        matter=row.matter,
        alerts=tuple(row.alerts),
        draft=_draft_of(row),
        drill=row.drill,
        made_at=row.made_at,
        goes_at=row.goes_at,
        state=ProposalState(row.state),
        decided_by=PersonId(row.decided_by) if row.decided_by else None,
        decided_at=row.decided_at,
        incident=IncidentId(row.incident_id) if row.incident_id else None,
    )


def _draft_of(row: AnyRow) -> Draft:
    return Draft(
        trigger=row.trigger,
        title=row.title,
        hazard=Hazard(row.hazard),
        level=row.level,
        rank=row.rank,
        districts=tuple(DistrictId(each) for each in row.districts),
        whom=Whom(row.whom),
        notes=tuple(row.notes),
        is_clear=row.is_clear,
    )
