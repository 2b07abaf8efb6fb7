"""What follows from an alert, written: the proposal, those it takes back, and a line for staff."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.alerts import Alert
from bot.core.ids import IncidentId, NoticeId, derived_id
from bot.core.people import District
from bot.core.proposals import Proposal, ProposalId, ProposalState
from bot.core.records import NoticeKind, NoticeRaised
from bot.rules.triggers import Settled
from bot.rules.triggers.telling import words_of, words_of_withdrawn
from bot.storage.among import among
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.rows.notices import row_of_notice
from bot.storage.rows.proposals import row_of_proposal
from bot.storage.tables import alerts, notices, proposals

_BECAME = (
    update(alerts)
    .where(alerts.c.digest == bindparam("of"))
    .values(became=bindparam("into"), matter=bindparam("part_of"))
)
_WITHDRAW = (
    update(proposals)
    .where(among(proposals.c.id, "ids"), proposals.c.state == ProposalState.WAITING.value)
    .values(state=ProposalState.WITHDRAWN.value, decided_at=bindparam("then", type_=Instant))
)
_DONE = (
    update(notices)
    .where(among(notices.c.id, "ids"), notices.c.done_at.is_(None))
    .values(done_at=bindparam("then", type_=Instant))
)
_OPEN_AGAIN = update(notices).where(among(notices.c.id, "ids")).values(done_at=None)


async def write_settled(
    connection: AsyncConnection, alert: Alert, settled: Settled, districts: Sequence[District], now: datetime
) -> None:
    """`districts`: of the city, for their names."""
    told = {"of": alert.digest, "into": settled.became, "part_of": settled.matter}
    await connection.execute(_BECAME, told)
    await write_proposed(connection, alert, settled, districts, now)


async def write_proposed(
    connection: AsyncConnection, alert: Alert, settled: Settled, districts: Sequence[District], now: datetime
) -> None:
    """The proposal and what it takes back, without a word of what became of the alert."""
    await withdraw(connection, settled.withdrawn, now)
    if settled.proposal:
        await connection.execute(insert(proposals), row_of_proposal(settled.proposal))
        await tell_staff(connection, settled.proposal, words_of(settled.proposal, alert, districts), now)
    elif settled.withdrawn:
        words = words_of_withdrawn(settled.withdrawn, alert)
        notice = _notice(NoticeId(derived_id("withdrawn", alert.digest)), words, None, now)
        await add_new(connection, notices, [row_of_notice(notice, None)])


async def withdraw(connection: AsyncConnection, ids: Sequence[ProposalId], now: datetime) -> None:
    if ids:
        await connection.execute(_WITHDRAW, {"ids": list(ids), "then": now})
        await close_notices(connection, ids, now)


async def tell_staff(connection: AsyncConnection, proposal: Proposal, words: str, now: datetime) -> None:
    notice = _notice(notice_of(proposal.id), words, proposal.incident, now, drill=proposal.drill)
    await add_new(connection, notices, [row_of_notice(notice, None)])


async def close_notices(connection: AsyncConnection, ids: Sequence[ProposalId], now: datetime) -> None:
    """What is decided asks nobody to look any more."""
    await connection.execute(_DONE, {"ids": [notice_of(each) for each in ids], "then": now})


async def open_notices(connection: AsyncConnection, ids: Sequence[ProposalId]) -> None:
    await connection.execute(_OPEN_AGAIN, {"ids": [notice_of(each) for each in ids]})


def notice_of(proposal: ProposalId) -> NoticeId:
    return NoticeId(derived_id("proposal", proposal))


def _notice(
    id_: NoticeId, words: str, incident: IncidentId | None, now: datetime, *, drill: bool = False
) -> NoticeRaised:
    return NoticeRaised(id_, NoticeKind.ALERT_PROPOSED, now, drill, incident=incident, words=words)
