"""Proposals decided at the console, by name, by whoever holds the office at that moment. The ledger names them."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from admin.parts import Proposals
from admin.queries.staff import read_offices
from admin.sessions import Session
from bot.core.ids import PersonId
from bot.core.people import Role
from bot.core.proposals import Draft, ProposalId
from bot.rules.triggers.deciding import may_decide
from bot.storage.alerts import CarriedOut, NotCarriedOut, Stays
from bot.storage.database import Database

log = structlog.get_logger()


class NotEntitled(Exception):  # noqa: N818 - a decision, not a fault
    """The session is nobody's by name, or the register does not give them the office any more."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All methods raise `NotEntitled`, and `Unavailable` when the database is down."""

    database: Database
    proposals: Proposals

    async def confirm(
        self, session: Session, id_: ProposalId, now: datetime, draft: Draft | None
    ) -> CarriedOut | NotCarriedOut:
        """Raises `Rejected` for what the database cannot take: a district that is gone."""
        by = await self._by(session)
        done = await self.proposals.confirm(id_, by, now, draft)
        became = done.why.value if isinstance(done, NotCarriedOut) else "carried_out"
        log.info("console.proposal_confirmed", session=session.id, person=by, proposal=id_, became=became)
        return done

    async def refuse(self, session: Session, id_: ProposalId, now: datetime) -> bool:
        by = await self._by(session)
        refused = await self.proposals.refuse(id_, by, now)
        log.info("console.proposal_refused", session=session.id, person=by, proposal=id_, refused=refused)
        return refused

    async def reopen(self, session: Session, id_: ProposalId, now: datetime) -> Stays | None:
        by = await self._by(session)
        stays = await self.proposals.reopen(id_, by, now)
        log.info("console.proposal_reopened", session=session.id, person=by, proposal=id_, stays=stays)
        return stays

    async def _by(self, session: Session) -> PersonId:
        if session.staff is None:
            raise NotEntitled
        person = session.staff.person
        offices = (await read_offices(self.database, [person])).get(person, frozenset())
        if not may_decide(map(Role, offices)):
            raise NotEntitled
        return person
