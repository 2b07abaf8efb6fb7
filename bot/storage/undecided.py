"""Proposals that wait: what is decided about them comes one after the other, and what is taken back asks nobody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, NoticeId, derived_id
from bot.core.proposals import Aim, Proposal, ProposalId, ProposalState
from bot.rules.triggers import outliving
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.matter import read_districts, read_matter
from bot.storage.tables import incidents, notices, proposals

_ONE_AT_A_TIME = text("LOCK TABLE proposals IN SHARE ROW EXCLUSIVE MODE")
_WITHDRAW = (
    update(proposals)
    .where(among(proposals.c.id, "ids"), proposals.c.state == ProposalState.WAITING.value)
    .values(state=bindparam("into"), decided_at=bindparam("then", type_=Instant))
)
_MATTERS = select(proposals.c.matter).where(proposals.c.incident_id == bindparam("incident"))
_WAITING_IN = (
    select(proposals.c.matter)
    .distinct()
    .where(
        proposals.c.state == ProposalState.WAITING.value,
        or_(proposals.c.matter.in_(_MATTERS), proposals.c.matter == bindparam("incident")),
    )
)
_IS_OPEN = select(incidents.c.id).where(incidents.c.id == bindparam("incident"), incidents.c.closed_at.is_(None))
_OPENS_ITS_OWN = (
    update(proposals)
    .where(proposals.c.id == bindparam("of"))
    .values(aim=Aim.OPEN.value, incident_id=None, districts=bindparam("left", type_=proposals.c.districts.type))
)
_OF_NO_INCIDENT = update(notices).where(among(notices.c.id, "ids")).values(incident_id=None)
_DONE = (
    update(notices)
    .where(among(notices.c.id, "ids"), notices.c.done_at.is_(None))
    .values(done_at=bindparam("then", type_=Instant))
)


@dataclass(frozen=True, slots=True)
class Undecided:
    """What waits beside an open incident, the oldest first: what its closing takes back, and what goes on waiting.

    `stays`: with the districts that are left of each.
    """

    falls: tuple[Proposal, ...] = ()
    stays: tuple[Proposal, ...] = ()


async def one_at_a_time(connection: AsyncConnection) -> None:
    """To be called first, and held until the commit, by whatever takes an alert, carries a proposal out or closes.

    So two alerts of one event see each other, two proposals of one matter open one incident, and what is closed
    meanwhile asks nobody. SQLite has one writer anyhow.
    """
    if connection.dialect.name == "postgresql":
        await connection.execute(_ONE_AT_A_TIME)


async def withdraw(
    connection: AsyncConnection,
    ids: Sequence[ProposalId],
    now: datetime,
    into: ProposalState = ProposalState.WITHDRAWN,
) -> None:
    if ids:
        await connection.execute(_WITHDRAW, {"ids": list(ids), "then": now, "into": into.value})
        await close_notices(connection, ids, now)


async def undecided_of(connection: AsyncConnection, incident: IncidentId) -> Undecided:
    """Whatever waits in the matter of the incident; one that staff opened by hand gives its matter its own id.

    Nothing where it is closed already.
    """
    told = {"incident": incident}
    if (await connection.execute(_IS_OPEN, told)).first() is None:
        return Undecided()
    matters = [await read_matter(connection, each) for each in (await connection.scalars(_WAITING_IN, told)).all()]
    known = await read_districts(connection) if matters else ()
    waiting = [(of, each) for of in matters for each in of.chain if each.state is ProposalState.WAITING]
    left = [(each, outliving(of, each, known)) for of, each in waiting]
    falls = tuple(each for each, draft in left if draft is None)
    return Undecided(falls, tuple(replace(each, draft=draft) for each, draft in left if draft is not None))


async def close_matter(connection: AsyncConnection, waits: Undecided, now: datetime) -> None:
    """What stays will open an incident of its own; the rest is taken back with what it was about."""
    await withdraw(connection, [each.id for each in waits.falls], now, ProposalState.CLOSED)
    if waits.stays:
        left = [{"of": each.id, "left": list(each.draft.districts)} for each in waits.stays]
        await connection.execute(_OPENS_ITS_OWN, left)
        await connection.execute(_OF_NO_INCIDENT, {"ids": [notice_of(each.id) for each in waits.stays]})


async def close_notices(connection: AsyncConnection, ids: Sequence[ProposalId], now: datetime) -> None:
    """What is decided asks nobody to look any more."""
    await connection.execute(_DONE, {"ids": [notice_of(each) for each in ids], "then": now})


def notice_of(proposal: ProposalId) -> NoticeId:
    return NoticeId(derived_id("proposal", proposal))
