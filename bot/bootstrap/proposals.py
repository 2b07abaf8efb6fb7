"""Letting a proposal go: the same road whether staff confirm it or its wait is over."""

from datetime import datetime, timedelta

import structlog

from bot.bootstrap.opening import new_incident_id
from bot.core.ids import IncidentId, PersonId
from bot.core.incidents import Incident
from bot.core.people import City, District
from bot.core.ports import Signal, Wakeups
from bot.core.proposals import OF_WRONG, Aim, Draft, ProposalId, ProposalState
from bot.core.quota import AskQuota, left_of, unknown
from bot.jobs import Job
from bot.rules.correction_message import correction_message
from bot.rules.opening_message import opening_words
from bot.rules.raised_message import raised_words
from bot.storage.alerts import Before, CarriedOut, NotCarriedOut, Obstacle, Opening, Order, ProposalStore, Stays
from bot.storage.border import Rejected
from bot.storage.questions import Words

log = structlog.get_logger()

_EVERY = timedelta(seconds=5)


class Proposals:
    """Raises `Unavailable` when the database is down; then nothing is decided."""

    def __init__(self, store: ProposalStore, city: City, wakeups: Wakeups, quota: AskQuota = unknown) -> None:
        """`quota`: of LINE; where it is short a proposal has the same order as what staff send."""
        self._store = store
        self._city = city
        self._wakeups = wakeups
        self._quota = quota

    async def before(self, id_: ProposalId, now: datetime, draft: Draft | None = None) -> Before | NotCarriedOut:
        """What confirming it now would come to."""
        opening = Opening(IncidentId(""), now, self._city.elders.born_by(now))
        return await self._store.before(id_, draft, self._say, opening)

    async def confirm(
        self, id_: ProposalId, by: PersonId, now: datetime, draft: Draft | None = None
    ) -> CarriedOut | NotCarriedOut:
        """`draft`: what staff put in the place of the proposal's own words, districts and people."""
        return await self._carry_out(id_, ProposalState.CHANGED if draft else ProposalState.CONFIRMED, by, now, draft)

    async def refuse(self, id_: ProposalId, by: PersonId, now: datetime) -> bool:
        """False: it does not wait any more."""
        refused = await self._store.refuse(id_, by, now)
        await self._wakeups.wake(Signal.BOARD)
        return refused

    async def reopen(self, id_: ProposalId, by: PersonId, now: datetime) -> Stays | None:
        """Takes a refusal back. None: it waits again, for staff alone."""
        stays = await self._store.reopen(id_, by, now)
        await self._wakeups.wake(Signal.BOARD)
        return stays

    async def let_go(self, now: datetime) -> int:
        """Those whose wait is over and that still wait. Returns how many went."""
        went = 0
        for each in await self._store.due(now):
            try:
                done = await self._carry_out(each, ProposalState.GONE, None, now)
            except Rejected as fault:  # a district that is gone, say: staff change it, and the others go meanwhile
                log.error("proposal.held", proposal=each, fault=str(fault))  # noqa: TRY400
                await self._store.hold(each)
                continue
            _log(each, done)
            went += isinstance(done, CarriedOut)
        return went

    async def _carry_out(
        self, id_: ProposalId, state: ProposalState, by: PersonId | None, now: datetime, draft: Draft | None = None
    ) -> CarriedOut | NotCarriedOut:
        left = await left_of(self._quota)
        id_of_new, born_by = new_incident_id(now, self._city), self._city.elders.born_by(now)
        order = Order(state, by, now, id_of_new, self._say, draft, left, born_by)
        done = await self._store.carry_out(id_, order)
        if isinstance(done, CarriedOut):
            await self._wakeups.wake(Signal.OUTBOX)
        await self._wakeups.wake(Signal.BOARD)
        return done

    def _say(self, aim: Aim, incident: Incident, districts: tuple[District, ...]) -> Words:
        if aim in OF_WRONG:
            return correction_message(aim, incident, self._city)
        say = raised_words if aim is Aim.RAISE else opening_words
        return say(incident, self._city, districts)


def _log(id_: ProposalId, done: CarriedOut | NotCarriedOut) -> None:
    match done:
        case CarriedOut():
            log.info(
                "proposal.gone",
                proposal=id_,
                incident=done.incident.id,
                people=done.audience.asked,
                line_messages=done.messages,
                held=done.held,
            )
        case NotCarriedOut(Obstacle.NOT_WAITING):
            log.info("proposal.decided_before", proposal=id_)
        case NotCarriedOut():
            log.error("proposal.not_carried_out", proposal=id_, why=done.why.value)


def proposal_job(proposals: Proposals) -> Job:
    return Job("proposals", _EVERY, proposals.let_go)
