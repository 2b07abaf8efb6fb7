"""What a proposal comes to as things stand: the same for whoever looks at it beforehand and for what carries it out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.audience import Audience
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.people import District
from bot.core.proposals import CARRIED_OUT, OF_WRONG, Aim, Draft, Proposal, Whom
from bot.storage.asking import asked_in, concerned
from bot.storage.audience import belongs
from bot.storage.open_incidents import open_incidents
from bot.storage.questions import Words
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.tables import districts, proposals

Say = Callable[[Aim, Incident, tuple[District, ...]], Words]
"""What people are told: the question, or what was wrong. The districts are those it goes to; none: the whole city."""

_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.id)


@dataclass(frozen=True, slots=True)
class Meaning:
    """`standing`: the open incident that it is about, as it would be afterwards; None: one is opened.

    `told`: what the words are about; of one that rises, the part that is asked.
    """

    aim: Aim
    standing: Incident | None
    told: Incident
    words: Words
    whom: ColumnElement[bool]
    """A condition on `people`."""
    to: Audience
    """The same in words, where it asks; else everybody, of those who were asked."""


async def meaning_of(
    connection: AsyncConnection, proposal: Proposal, draft: Draft, say: Say, opening: tuple[IncidentId, datetime]
) -> Meaning | None:
    """None where what it would raise or correct is closed. `opening`: the id and the moment of what it would open."""
    standing = await _standing(connection, proposal)
    if standing is None:
        return await _of_opening(connection, proposal, draft, say, opening) if proposal.aim is Aim.OPEN else None
    if proposal.aim in OF_WRONG:
        return await _of_wrong(connection, proposal, draft, say, standing)
    return await _of_raising(connection, proposal, draft, say, (standing, opening[1]))


async def _standing(connection: AsyncConnection, proposal: Proposal) -> Incident | None:
    """The open incident that it is about; another proposal of the same matter may have opened it meanwhile."""
    others = select(proposals.c.incident_id).where(
        proposals.c.matter == proposal.matter, proposals.c.incident_id.is_not(None)
    )
    named = {*await connection.scalars(others), proposal.incident, proposal.matter}
    found = [each for each in await open_incidents(connection) if each.id in named and each.drill == proposal.drill]
    return max(found, key=lambda each: each.opened_at, default=None)


async def _of_opening(
    connection: AsyncConnection, proposal: Proposal, draft: Draft, say: Say, opening: tuple[IncidentId, datetime]
) -> Meaning:
    incident = Incident(
        id=opening[0],
        title=draft.title,
        hazard=draft.hazard,
        level=draft.level,
        districts=draft.districts,
        drill=proposal.drill,
        opened_at=opening[1],
    )
    words = say(Aim.OPEN, incident, await _areas(connection, draft))
    to = audience_of_draft(Aim.OPEN, draft)
    return Meaning(Aim.OPEN, None, incident, words, belongs(to), to)


async def _of_raising(
    connection: AsyncConnection, proposal: Proposal, draft: Draft, say: Say, of: tuple[Incident, datetime]
) -> Meaning:
    standing, at = of
    risen = replace(standing, districts=_both(standing, draft))
    if not await _stands_higher(connection, proposal, draft):
        risen = replace(risen, title=draft.title, level=draft.level)
    part = replace(risen, title=draft.title, level=draft.level, districts=draft.districts, opened_at=at)
    # A level that staff changed by hand may be lower than what stands: then nobody is told that it has risen.
    aim = Aim.RAISE if draft.level == proposal.draft.level else Aim.OPEN
    words = say(aim, part, await _areas(connection, draft))
    return Meaning(Aim.RAISE, risen, part, words, concerned(part, draft.whom), audience_of_draft(Aim.RAISE, draft))


async def _of_wrong(
    connection: AsyncConnection, proposal: Proposal, draft: Draft, say: Say, standing: Incident
) -> Meaning:
    told = replace(standing, title=draft.title, level=draft.level) if proposal.aim is Aim.CORRECT else standing
    words = say(proposal.aim, told, await _areas(connection, replace(draft, districts=told.districts)))
    return Meaning(proposal.aim, told, told, words, asked_in(told.id), audience_of_draft(proposal.aim, draft))


def audience_of_draft(aim: Aim, draft: Draft) -> Audience:
    """What was wrong is told to everybody of those who were asked."""
    if aim in OF_WRONG:
        return Audience()
    return Audience(districts=draft.districts, supported=draft.whom is Whom.SUPPORTED)


async def _stands_higher(connection: AsyncConnection, proposal: Proposal, draft: Draft) -> bool:
    """What was carried out before is graver, for other districts: this one's words are for its own alone."""
    before = (proposals.c.matter == proposal.matter, proposals.c.id != proposal.id)
    ranks = select(func.max(proposals.c.rank)).where(*before, proposals.c.state.in_(sorted(CARRIED_OUT)))
    return ((await connection.execute(ranks)).scalar_one() or 0) > draft.rank


async def _areas(connection: AsyncConnection, draft: Draft) -> tuple[District, ...]:
    known = (district_of(row) for row in await connection.execute(_DISTRICTS))
    return tuple(each for each in known if each.id in draft.districts)


def _both(standing: Incident, draft: Draft) -> tuple[Any, ...]:
    if not standing.districts or not draft.districts:
        return ()
    return tuple(dict.fromkeys((*standing.districts, *draft.districts)))
