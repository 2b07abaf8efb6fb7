"""Proposals decided at the console, by name, by whoever holds the office at that moment. The ledger names them."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from admin.commands.entitled import entitled
from admin.parts import Proposals
from admin.sessions import Session
from bot.core.proposals import Draft, ProposalId
from bot.storage.alerts import CarriedOut, NotCarriedOut, Stays
from bot.storage.database import Database

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Decisions:
    """All methods raise `NotEntitled`, and `Unavailable` when the database is down."""

    database: Database
    proposals: Proposals

    async def confirm(
        self, session: Session, id_: ProposalId, now: datetime, draft: Draft | None
    ) -> CarriedOut | NotCarriedOut:
        """Raises `Rejected` for what the database cannot take: a district that is gone."""
        by = await entitled(session, self.database, now)
        done = await self.proposals.confirm(id_, by, now, draft)
        became = done.why.value if isinstance(done, NotCarriedOut) else "carried_out"
        log.info("console.proposal_confirmed", session=session.id, person=by, proposal=id_, became=became)
        return done

    async def refuse(self, session: Session, id_: ProposalId, now: datetime) -> bool:
        by = await entitled(session, self.database, now)
        refused = await self.proposals.refuse(id_, by, now)
        log.info("console.proposal_refused", session=session.id, person=by, proposal=id_, refused=refused)
        return refused

    async def reopen(self, session: Session, id_: ProposalId, now: datetime) -> Stays | None:
        by = await entitled(session, self.database, now)
        stays = await self.proposals.reopen(id_, by, now)
        log.info("console.proposal_reopened", session=session.id, person=by, proposal=id_, stays=stays)
        return stays
