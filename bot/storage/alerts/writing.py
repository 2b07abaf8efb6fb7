"""What follows from an alert, written: the proposal, those it takes back, and a line for staff."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.alerts import Alert
from bot.core.ids import IncidentId, NoticeId, derived_id
from bot.core.people import District
from bot.core.proposals import Proposal, ProposalId
from bot.core.records import NoticeKind, NoticeRaised
from bot.rules.triggers import Overtaken, Settled
from bot.rules.triggers.telling import words_of, words_of_withdrawn
from bot.storage.among import among
from bot.storage.insert import add_new
from bot.storage.rows.notices import row_of_notice
from bot.storage.rows.proposals import row_of_proposal
from bot.storage.tables import alerts, notices, proposals
from bot.storage.undecided import notice_of, withdraw

_BECAME = (
    update(alerts)
    .where(alerts.c.digest == bindparam("of"))
    .values(became=bindparam("into"), matter=bindparam("part_of"))
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
        await _tell_withdrawn(connection, settled.withdrawn, alert, now)


async def write_overtaken(
    connection: AsyncConnection, alert: Alert, overtaken: Overtaken, districts: Sequence[District], now: datetime
) -> None:
    await withdraw(connection, overtaken.withdrawn, now)
    if overtaken.withdrawn:
        await _tell_withdrawn(connection, overtaken.withdrawn, alert, now)
    for each in overtaken.instead:
        await connection.execute(insert(proposals), row_of_proposal(each))
        await tell_staff(connection, each, words_of(each, alert, districts), now)


async def _tell_withdrawn(connection: AsyncConnection, ids: Sequence[ProposalId], alert: Alert, now: datetime) -> None:
    words = words_of_withdrawn(ids, alert)
    notice = _notice(NoticeId(derived_id("withdrawn", alert.digest)), words, None, now)
    await add_new(connection, notices, [row_of_notice(notice, None)])


async def tell_staff(connection: AsyncConnection, proposal: Proposal, words: str, now: datetime) -> None:
    notice = _notice(notice_of(proposal.id), words, proposal.incident, now, drill=proposal.drill)
    await add_new(connection, notices, [row_of_notice(notice, None)])


async def open_notices(connection: AsyncConnection, ids: Sequence[ProposalId]) -> None:
    await connection.execute(_OPEN_AGAIN, {"ids": [notice_of(each) for each in ids]})


def _notice(
    id_: NoticeId, words: str, incident: IncidentId | None, now: datetime, *, drill: bool = False
) -> NoticeRaised:
    return NoticeRaised(id_, NoticeKind.ALERT_PROPOSED, now, drill, incident=incident, words=words)
