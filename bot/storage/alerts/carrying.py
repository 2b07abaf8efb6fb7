"""A proposal carried out, in one transaction with the decision: an incident opened or raised, or a correction sent."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.alerts import AlertStatus
from bot.core.audience import Audience as Asked
from bot.core.ids import IncidentId, PersonId
from bot.core.incidents import Incident
from bot.core.people import District
from bot.core.proposals import CARRIED_OUT, Aim, Draft, Proposal, ProposalState, Whom
from bot.storage.among import among
from bot.storage.asking import addressees_of, concerned, write_check_ins
from bot.storage.incidents import write_letters, write_opening
from bot.storage.insert import add_new
from bot.storage.open_incidents import open_incidents
from bot.storage.questions import Audience, Words, audience_of, news_letters, valid
from bot.storage.rows.incidents import rows_of_districts
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.tables import alerts, districts, incident_districts, incidents, people, proposals

Say = Callable[[Aim, Incident, tuple[District, ...]], Words]
"""What people are told: the question, or what was wrong. The districts are those it goes to; none: the whole city."""

_REAL = (
    select(func.count())
    .select_from(alerts)
    .where(among(alerts.c.digest, "digests"), alerts.c.status == AlertStatus.REAL.value)
)
_RISE = (
    update(incidents)
    .where(incidents.c.id == bindparam("of"))
    .values(title=bindparam("called"), level=bindparam("rises_to"))
)
_WHOLE_CITY = delete(incident_districts).where(incident_districts.c.incident_id == bindparam("of"))
_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.id)


class Obstacle(StrEnum):
    """Why a proposal was not carried out."""

    NOT_WAITING = "not_waiting"
    """There is none of this id, or it was decided before."""
    NOT_REAL = "not_real"
    """Promise 5, third barrier: not every alert behind it is real, or one of them is gone."""
    CLOSED = "closed"
    """The incident that it would raise or correct is closed."""


@dataclass(frozen=True, slots=True)
class Order:
    """The decision: confirmed or changed by somebody, or gone by itself. `incident`: the id of one that is opened."""

    state: ProposalState
    by: PersonId | None
    at: datetime
    incident: IncidentId
    say: Say
    draft: Draft | None = None
    """What staff put in the place of the proposal's own."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """`incident` as it stands from now on."""

    proposal: Proposal
    incident: Incident
    audience: Audience


@dataclass(frozen=True, slots=True)
class NotCarriedOut:
    why: Obstacle
    proposal: Proposal | None = None


async def is_all_real(connection: AsyncConnection, proposal: Proposal) -> bool:
    """A drill may stand on anything; what is not a drill stands on real alerts alone, and on one at least."""
    if proposal.drill:
        return True
    digests = sorted(set(proposal.alerts))
    found = (await connection.execute(_REAL, {"digests": digests})).scalar_one()
    return bool(digests) and found == len(digests)


async def carry_out(connection: AsyncConnection, proposal: Proposal, order: Order) -> CarriedOut | NotCarriedOut:
    """Of one that is the caller's alone in this transaction."""
    draft = order.draft or proposal.draft
    standing = await _standing(connection, proposal)
    if proposal.aim is Aim.OPEN and standing is None:
        return await _open(connection, proposal, draft, order)
    if standing is None:
        return NotCarriedOut(Obstacle.CLOSED, proposal)
    if proposal.aim in (Aim.OPEN, Aim.RAISE):
        return await _raise(connection, proposal, (standing, draft), order)
    return await _correct(connection, proposal, standing, order)


async def _standing(connection: AsyncConnection, proposal: Proposal) -> Incident | None:
    """The open incident that it is about; another proposal of the same matter may have opened it meanwhile."""
    others = select(proposals.c.incident_id).where(
        proposals.c.matter == proposal.matter, proposals.c.incident_id.is_not(None)
    )
    named = {*await connection.scalars(others), proposal.incident, proposal.matter}
    found = [each for each in await open_incidents(connection) if each.id in named and each.drill == proposal.drill]
    return max(found, key=lambda each: each.opened_at, default=None)


async def _open(connection: AsyncConnection, proposal: Proposal, draft: Draft, order: Order) -> CarriedOut:
    incident = Incident(
        id=order.incident,
        title=draft.title,
        hazard=draft.hazard,
        level=draft.level,
        districts=draft.districts,
        drill=proposal.drill,
        opened_at=order.at,
    )
    replies = order.say(Aim.OPEN, incident, await _areas(connection, draft))
    to = Asked(districts=draft.districts, supported=draft.whom is Whom.SUPPORTED)
    sent = await write_opening(connection, incident, replies, to)
    return CarriedOut(proposal, incident, sent.audience)


async def _raise(
    connection: AsyncConnection, proposal: Proposal, of: tuple[Incident, Draft], order: Order
) -> CarriedOut:
    """One new message where it rises, to those who were asked before and to those who are asked now."""
    standing, draft = of
    risen = replace(standing, districts=_both(standing, draft))
    if not await _stands_higher(connection, proposal, draft):
        risen = replace(risen, title=draft.title, level=draft.level)
    part = replace(risen, title=draft.title, level=draft.level, districts=draft.districts, opened_at=order.at)
    await connection.execute(_RISE, {"of": risen.id, "called": risen.title, "rises_to": risen.level})
    if risen.districts:
        await add_new(connection, incident_districts, rows_of_districts(risen))
    else:
        await connection.execute(_WHOLE_CITY, {"of": risen.id})
    asked = concerned(part, draft.whom)
    await write_check_ins(connection, part, asked)
    # A level that staff changed by hand may be lower than what stands: then nobody is told that it has risen.
    aim = Aim.RAISE if draft.level == proposal.draft.level else Aim.OPEN
    replies = order.say(aim, part, await _areas(connection, draft))
    audience = await _tell(connection, proposal, (risen, replies), order.at, asked)
    return CarriedOut(proposal, risen, audience)


async def _stands_higher(connection: AsyncConnection, proposal: Proposal, draft: Draft) -> bool:
    """What was carried out before is graver, for other districts: this one's words are for its own alone."""
    before = (proposals.c.matter == proposal.matter, proposals.c.id != proposal.id)
    ranks = select(func.max(proposals.c.rank)).where(*before, proposals.c.state.in_(sorted(CARRIED_OUT)))
    return ((await connection.execute(ranks)).scalar_one() or 0) > draft.rank


async def _correct(connection: AsyncConnection, proposal: Proposal, standing: Incident, order: Order) -> CarriedOut:
    """To everybody who was asked. No answer and no check-in is touched."""
    draft = order.draft or proposal.draft
    told = replace(standing, title=draft.title, level=draft.level) if proposal.aim is Aim.CORRECT else standing
    if proposal.aim is Aim.CORRECT:
        await connection.execute(_RISE, {"of": told.id, "called": told.title, "rises_to": told.level})
    replies = order.say(proposal.aim, told, await _areas(connection, replace(draft, districts=told.districts)))
    return CarriedOut(proposal, told, await _tell(connection, proposal, (told, replies), order.at))


async def _tell(
    connection: AsyncConnection,
    proposal: Proposal,
    what: tuple[Incident, Words],
    at: datetime,
    asked: Any = None,
) -> Audience:
    """A new question belongs to the incident and goes with it; what was wrong is told even if that closes."""
    incident, replies = what
    addressees = valid(await addressees_of(connection, incident, asked, fitted=callable(replies)))
    of = incident.id if asked is not None else None
    letters = news_letters((proposal.aim.value, proposal.id), replies, addressees, at)
    marked = [replace(each, incident=of, speech=replace(each.speech, drill=incident.drill)) for each in letters]
    await write_letters(connection, marked)
    everybody = select(func.count()).select_from(people).where(asked) if asked is not None else None
    count = (await connection.execute(everybody)).scalar_one() if everybody is not None else 0
    return audience_of(max(count, len({each.person for each in addressees})), addressees)


async def _areas(connection: AsyncConnection, draft: Draft) -> tuple[District, ...]:
    known = (district_of(row) for row in await connection.execute(_DISTRICTS))
    return tuple(each for each in known if each.id in draft.districts)


def _both(standing: Incident, draft: Draft) -> tuple[Any, ...]:
    if not standing.districts or not draft.districts:
        return ()
    return tuple(dict.fromkeys((*standing.districts, *draft.districts)))
