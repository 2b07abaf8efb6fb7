"""What a proposal comes to as things stand: the same for whoever looks at it beforehand and for what carries it out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.audience import Audience
from bot.core.ids import IncidentId
from bot.core.incidents import Incident
from bot.core.people import District
from bot.core.proposals import CARRIED_OUT, OF_WRONG, Aim, Draft, Proposal, Whom
from bot.rules.triggers import outliving
from bot.storage.asking import asked_in
from bot.storage.audience import belongs
from bot.storage.matter import read_districts, read_matter
from bot.storage.open_incidents import open_incidents
from bot.storage.questions import Words
from bot.storage.tables import proposals

Say = Callable[[Aim, Incident, tuple[District, ...]], Words]
"""What people are told: the question, or what was wrong. The districts are those it goes to; none: the whole city."""


class Opening(NamedTuple):
    """The id and the moment of an incident that would be opened; `born_by`: who needs time by age on that day."""

    id: IncidentId
    at: datetime
    born_by: date | None = None


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
    """The same in words; of what was wrong, of those who were asked."""


async def meaning_of(
    connection: AsyncConnection, proposal: Proposal, draft: Draft, say: Say, opening: Opening
) -> Meaning | None:
    """None where what it is about is closed: that is not opened again, unless for what was asked of nobody yet.

    `opening`: what it would open, or when it would be told.
    """
    standing = await _standing(connection, proposal, await _named(connection, proposal))
    if standing is None:
        left = outliving(await read_matter(connection, proposal.matter), proposal, await read_districts(connection))
        if left is None:
            return None
        if draft.districts == proposal.draft.districts:  # others were chosen by staff
            draft = replace(draft, districts=left.districts)
        return await _of_opening(connection, proposal, draft, say, opening)
    if proposal.aim in OF_WRONG:
        return await _of_wrong(connection, proposal, draft, say, (standing, opening))
    return await _of_raising(connection, proposal, draft, say, (standing, opening))


async def _named(connection: AsyncConnection, proposal: Proposal) -> set[str]:
    """Incidents of its matter; another proposal of it may have opened one meanwhile."""
    others = select(proposals.c.incident_id).where(
        proposals.c.matter == proposal.matter, proposals.c.incident_id.is_not(None)
    )
    return {*await connection.scalars(others), proposal.matter}


async def _standing(connection: AsyncConnection, proposal: Proposal, named: set[str]) -> Incident | None:
    """The open incident that it is about."""
    found = [each for each in await open_incidents(connection) if each.id in named and each.drill == proposal.drill]
    return max(found, key=lambda each: each.opened_at, default=None)


async def _of_opening(
    connection: AsyncConnection, proposal: Proposal, draft: Draft, say: Say, opening: Opening
) -> Meaning:
    incident = Incident(
        id=opening.id,
        title=draft.title,
        hazard=draft.hazard,
        level=draft.level,
        districts=draft.districts,
        drill=proposal.drill,
        opened_at=opening.at,
    )
    words = say(Aim.OPEN, incident, await _areas(connection, draft))
    to = audience_of_draft(Aim.OPEN, draft, opening.born_by)
    return Meaning(Aim.OPEN, None, incident, words, belongs(to), to)


async def _of_raising(
    connection: AsyncConnection, proposal: Proposal, draft: Draft, say: Say, of: tuple[Incident, Opening]
) -> Meaning:
    standing, opening = of
    risen = replace(standing, districts=_both(standing, draft))
    if not await _stands_higher(connection, proposal, draft):
        risen = replace(risen, title=draft.title, level=draft.level)
    part = replace(risen, title=draft.title, level=draft.level, districts=draft.districts, opened_at=opening.at)
    # A level that staff changed by hand may be lower than what stands: then nobody is told that it has risen.
    aim = Aim.RAISE if draft.level == proposal.draft.level else Aim.OPEN
    words = say(aim, part, await _areas(connection, draft))
    to = audience_of_draft(Aim.RAISE, draft, opening.born_by)
    return Meaning(Aim.RAISE, risen, part, words, belongs(to), to)


async def _of_wrong(
    connection: AsyncConnection, proposal: Proposal, draft: Draft, say: Say, of: tuple[Incident, Opening]
) -> Meaning:
    """What was wrong in some districts alone leaves the incident as it stands in the others."""
    standing, opening = of
    told = replace(standing, title=draft.title, level=draft.level)
    words = say(proposal.aim, told, await _areas(connection, draft))
    after = told if proposal.aim is Aim.CORRECT and not draft.districts else standing
    to = audience_of_draft(proposal.aim, draft, opening.born_by)
    return Meaning(proposal.aim, after, after, words, whom_of_wrong(after.id, to), to)


def whom_of_wrong(incident: IncidentId, to: Audience) -> ColumnElement[bool]:
    """A condition on `people`: who was asked there."""
    return and_(asked_in(incident), belongs(to))


def audience_of_draft(aim: Aim, draft: Draft, born_by: date | None = None) -> Audience:
    """What was wrong is told to all of those who were asked there. `born_by`: who needs time by age."""
    supported = draft.whom is Whom.SUPPORTED and aim not in OF_WRONG
    return Audience(districts=draft.districts, supported=supported, born_by=born_by)


async def _stands_higher(connection: AsyncConnection, proposal: Proposal, draft: Draft) -> bool:
    """What was carried out before is graver, for other districts: this one's words are for its own alone."""
    before = (proposals.c.matter == proposal.matter, proposals.c.id != proposal.id)
    ranks = select(func.max(proposals.c.rank)).where(*before, proposals.c.state.in_(sorted(CARRIED_OUT)))
    return ((await connection.execute(ranks)).scalar_one() or 0) > draft.rank


async def _areas(connection: AsyncConnection, draft: Draft) -> tuple[District, ...]:
    return tuple(each for each in await read_districts(connection) if each.id in draft.districts)


def _both(standing: Incident, draft: Draft) -> tuple[Any, ...]:
    if not standing.districts or not draft.districts:
        return ()
    return tuple(dict.fromkeys((*standing.districts, *draft.districts)))
