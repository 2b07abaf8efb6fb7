"""Proposals as staff see and decide them. One decision wins: it holds where the proposal still waits, or not at all."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.people import Role
from bot.core.proposals import Draft, Proposal, ProposalId, ProposalState
from bot.storage.alerts.carrying import (
    Before,
    CarriedOut,
    NotCarriedOut,
    Obstacle,
    Order,
    carry_out,
    is_all_real,
    look_ahead,
)
from bot.storage.alerts.meaning import Opening, Say
from bot.storage.alerts.recording import decided, reopened
from bot.storage.alerts.reopening import Stays, reopen
from bot.storage.alerts.writing import open_notices
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.register import roles_of
from bot.storage.rows.proposals import columns_of_draft, proposal_of
from bot.storage.tables import proposals
from bot.storage.undecided import close_notices, one_at_a_time

_WAITS = proposals.c.state == ProposalState.WAITING.value
_NEWEST = select(proposals).order_by(proposals.c.made_at.desc(), proposals.c.id)
_DUE = (
    select(proposals.c.id)
    .where(_WAITS, proposals.c.goes_at <= bindparam("now", type_=Instant))
    .order_by(proposals.c.goes_at, proposals.c.id)
)
_ONE = select(proposals).where(proposals.c.id == bindparam("of"))
_DECIDE = (
    update(proposals)
    .where(proposals.c.id == bindparam("of"), _WAITS)
    .values(state=bindparam("to"), decided_by=bindparam("who"), decided_at=bindparam("then", type_=Instant))
)


class ProposalStore:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def newest(self, most: int) -> tuple[Proposal, ...]:
        async with self._database.reading() as connection:
            return tuple(proposal_of(row) for row in await connection.execute(_NEWEST.limit(most)))

    async def waiting(self) -> tuple[Proposal, ...]:
        """The newest first."""
        async with self._database.reading() as connection:
            return tuple(proposal_of(row) for row in await connection.execute(_NEWEST.where(_WAITS)))

    async def due(self, now: datetime) -> tuple[ProposalId, ...]:
        """Those whose wait is over, and that nobody has decided."""
        async with self._database.reading() as connection:
            return tuple(ProposalId(each) for each in await connection.scalars(_DUE, {"now": now}))

    async def find(self, id_: ProposalId) -> Proposal | None:
        async with self._database.reading() as connection:
            return await _find(connection, id_)

    async def roles(self, person: PersonId) -> tuple[Role, ...]:
        async with self._database.reading() as connection:
            return tuple((await roles_of(connection, [person])).get(person, ()))

    async def hold(self, id_: ProposalId) -> None:
        """It does not go by itself any more; staff may still decide."""
        held = update(proposals).where(proposals.c.id == id_).values(goes_at=None)
        async with self._database.writing() as connection:
            await connection.execute(held)

    async def refuse(self, id_: ProposalId, by: PersonId, at: datetime) -> bool:
        """False: it does not wait any more."""
        async with self._database.writing() as connection:
            found = await _find(connection, id_)
            if found is None or not await _decide(connection, id_, ProposalState.REFUSED, by, at):
                return False
            await append(connection, [decided(found, ProposalState.REFUSED, by, at)])
            return True

    async def reopen(self, id_: ProposalId, by: PersonId, at: datetime) -> Stays | None:
        """Takes a refusal back, while that is possible. None: it waits again."""
        async with self._database.writing() as connection:
            found = await _find(connection, id_)
            stays = await reopen(connection, found, at)
            if stays is None and found is not None:
                await open_notices(connection, [id_])
                await append(connection, [reopened(found, by, at)])
            return stays

    async def before(self, id_: ProposalId, draft: Draft | None, say: Say, opening: Opening) -> Before | NotCarriedOut:
        """What confirming it now would come to."""
        async with self._database.reading() as connection:
            found = await _find(connection, id_)
            if found is None or found.state is not ProposalState.WAITING:
                return NotCarriedOut(Obstacle.NOT_WAITING, found)
            return await look_ahead(connection, found, draft or found.draft, say, opening)

    async def carry_out(self, id_: ProposalId, order: Order) -> CarriedOut | NotCarriedOut:
        """Decided and carried out, or neither. What can never be carried out is withdrawn."""
        async with self._database.writing() as connection:
            await one_at_a_time(connection)
            found = await _find(connection, id_)
            if found is None or not await _decide(connection, id_, order.state, order.by, order.at):
                return NotCarriedOut(Obstacle.NOT_WAITING, found)
            if not await is_all_real(connection, found):
                await _give_up(connection, found, ProposalState.WITHDRAWN, order.at)
                return NotCarriedOut(Obstacle.NOT_REAL, found)
            done = await carry_out(connection, found, order)
            if isinstance(done, NotCarriedOut):
                await _give_up(connection, found, ProposalState.CLOSED, order.at)
                return done
            await _note(connection, id_, done.incident.id, order.draft)
            as_decided = replace(
                found,
                draft=order.draft or found.draft,
                state=order.state,
                decided_by=order.by,
                decided_at=order.at,
                incident=done.incident.id,
            )
            await append(connection, [decided(as_decided, order.state, order.by, order.at)])
            return replace(done, proposal=as_decided)


async def _find(connection: AsyncConnection, id_: ProposalId) -> Proposal | None:
    row = (await connection.execute(_ONE, {"of": id_})).one_or_none()
    return proposal_of(row) if row else None


async def _decide(
    connection: AsyncConnection, id_: ProposalId, to: ProposalState, by: PersonId | None, at: datetime
) -> bool:
    told = {"of": id_, "to": to.value, "who": by, "then": at}
    if (await connection.execute(_DECIDE, told)).rowcount != 1:
        return False
    await close_notices(connection, [id_], at)
    return True


async def _give_up(connection: AsyncConnection, proposal: Proposal, to: ProposalState, at: datetime) -> None:
    back = update(proposals).where(proposals.c.id == proposal.id).values(state=to.value, decided_by=None, decided_at=at)
    await connection.execute(back)


async def _note(connection: AsyncConnection, id_: ProposalId, incident: IncidentId, draft: Draft | None) -> None:
    told = {"incident_id": incident, **(columns_of_draft(draft) if draft else {})}
    await connection.execute(update(proposals).where(proposals.c.id == id_).values(**told))
