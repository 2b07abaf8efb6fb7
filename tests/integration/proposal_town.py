"""Proposals for the console's tests: an alert that was kept, and what it proposes, as rows of the town."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.core.alerts import Alert, AlertArea, AlertChange, AlertKind, AlertSource, AlertStatus
from bot.core.ids import DistrictId, PersonId
from bot.core.incidents import Hazard
from bot.core.proposals import Aim, Draft, Proposal, ProposalId, ProposalState, Whom
from bot.storage import tables
from bot.storage.alerts import ProposalStore
from bot.storage.rows.alerts import row_of_alert
from bot.storage.rows.proposals import row_of_proposal
from tests.integration.console_town import EAST, Town, minutes

ORDER = Draft(
    trigger="order",
    title="避難指示",
    hazard=Hazard.FLOOD,
    level="4",
    rank=4,
    districts=(EAST,),
    notes=("「東町の一部」の場所がわからないため、東町の全員が対象です。",),
)


async def propose(town: Town, draft: Draft = ORDER, *, wait: timedelta | None = None, **more: Any) -> ProposalId:
    """Of an order that was issued three minutes ago; each is an event of its own."""
    number = len(await town.rows(tables.proposals)) + 1
    alert = _alert(f"{number:064x}", town, **{key: more.pop(key) for key in ("faults", "status") if key in more})
    await town.add(tables.alerts, row_of_alert(alert, None, minutes(2, town.now)))
    id_ = ProposalId(f"A20260601-0000000{number}")
    goes_at = town.now + wait if wait else None
    values: dict[str, Any] = {"aim": Aim.OPEN, "matter": id_, "drill": False, "goes_at": goes_at, **more}
    proposal = Proposal(id=id_, alerts=(alert.digest,), draft=draft, made_at=minutes(1, town.now), **values)
    await town.add(tables.proposals, row_of_proposal(proposal))
    return id_


def _alert(digest: str, town: Town, **more: Any) -> Alert:
    values: dict[str, Any] = {"status": AlertStatus.REAL, "faults": (), **more}
    return Alert(
        source=AlertSource.L_ALERT,
        kind=AlertKind.EVACUATION_ORDER,
        change=AlertChange.ISSUED,
        series=f"order/{digest}",
        issued=minutes(3, town.now),
        title="避難情報",
        headline="川の水があふれるおそれがあります。",
        areas=(AlertArea("07202", "東町の一部", announced="避難指示", level=4),),
        digest=digest,
        **values,
    )


async def found(town: Town, id_: ProposalId) -> Proposal:
    proposal = await ProposalStore(town.database).find(id_)
    assert proposal is not None
    return proposal


async def decided(town: Town, id_: ProposalId) -> tuple[ProposalState, PersonId | None]:
    proposal = await found(town, id_)
    return proposal.state, proposal.decided_by


def for_helpers(draft: Draft, *districts: DistrictId) -> Draft:
    return replace(draft, whom=Whom.SUPPORTED, districts=districts)
