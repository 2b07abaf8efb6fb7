"""The proposals that wait, each with its alerts and how many it would reach, and those decided in the last hours."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.proposals import Decided, Pending, Proposed
from bot.core.alerts import Alert
from bot.core.audience import Audience as Wanted
from bot.core.elders import Elders
from bot.core.events import Channel
from bot.core.people import District
from bot.core.proposals import OF_WRONG, Proposal, ProposalState
from bot.rules.headcount import is_narrow
from bot.storage.alerts.meaning import audience_of_draft, whom_of_wrong
from bot.storage.among import among
from bot.storage.audience import belongs
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.open_incidents import open_incidents
from bot.storage.previewing import tellable
from bot.storage.questions import Audience
from bot.storage.register import is_open, same_account
from bot.storage.rows.alerts import alert_of
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.rows.proposals import proposal_of
from bot.storage.tables import accounts, alerts, conversations, districts, people, proposals

SHOWN_FOR = timedelta(hours=6)
MOST_DECIDED = 10

_WAITING = (
    select(proposals)
    .where(proposals.c.state == ProposalState.WAITING.value)
    .order_by(proposals.c.made_at.desc(), proposals.c.id)
)
_DECIDED = (
    select(proposals, people.c.name.label("name"), people.c.disclosure_block.label("hidden"))
    .outerjoin(people, people.c.id == proposals.c.decided_by)
    .where(
        proposals.c.state != ProposalState.WAITING.value,
        proposals.c.decided_at >= bindparam("since", type_=Instant),
    )
    .order_by(proposals.c.decided_at.desc(), proposals.c.id)
    .limit(MOST_DECIDED)
)
_ALERTS = select(*(each for each in alerts.c if each.name not in ("raw", "shelters"))).where(
    among(alerts.c.digest, "digests")
)
_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.id)


async def read_proposals(connection: AsyncConnection, now: datetime, elders: Elders) -> Proposed:
    waiting = [proposal_of(row) for row in await connection.execute(_WAITING)]
    decided = await connection.execute(_DECIDED, {"since": now - SHOWN_FOR})
    pending = await _pending(connection, waiting, elders.born_by(now)) if waiting else ()
    return Proposed(pending, tuple(Decided(proposal_of(row), "" if row.hidden else row.name or "") for row in decided))


async def _pending(
    connection: AsyncConnection, waiting: Sequence[Proposal], born_by: date | None
) -> tuple[Pending, ...]:
    names = {each.id: each.name for each in await _districts(connection)}
    titles = {each.id: each.title for each in await open_incidents(connection)}
    behind = await _alerts(connection, {digest for each in waiting for digest in each.alerts})
    return tuple(
        [
            Pending(
                proposal=each,
                where=tuple(names.get(district, district) for district in each.draft.districts),
                asked=await _asked(connection, each, born_by),
                behind=tuple(behind[digest] for digest in each.alerts if digest in behind),
                incident=titles.get(each.incident, "") if each.incident else "",
            )
            for each in waiting
        ]
    )


async def read_districts(database: Database) -> tuple[District, ...]:
    """Raises `Unavailable`."""
    async with database.reading() as connection:
        return await _districts(connection)


async def _districts(connection: AsyncConnection) -> tuple[District, ...]:
    return tuple(district_of(row) for row in await connection.execute(_DISTRICTS))


async def _alerts(connection: AsyncConnection, digests: Iterable[str]) -> Mapping[str, Alert]:
    rows = await connection.execute(_ALERTS, {"digests": sorted(digests)})
    return {row.digest: alert_of(row) for row in rows}


async def _asked(connection: AsyncConnection, proposal: Proposal, born_by: date | None) -> Audience:
    """Whom it would reach if it went now, as far as a count may tell."""
    to = audience_of_draft(proposal.aim, proposal.draft, born_by)
    whom = tellable(_whom(proposal, to), narrow=is_narrow(to))
    everybody = (await connection.execute(select(func.count()).select_from(people).where(whom))).scalar_one()
    one_by_one = func.count(accounts.c.person_id.distinct())
    over = (
        select(one_by_one)
        .select_from(accounts)
        .join(people, people.c.id == accounts.c.person_id)
        .outerjoin(conversations, same_account)
        .where(whom, is_open)
    )
    by_road = over.add_columns(accounts.c.channel).group_by(accounts.c.channel)
    roads = {channel: number for number, channel in await connection.execute(by_road)}
    reached = (await connection.execute(over)).scalar_one()
    by_line, by_web = (roads.get(each.value, 0) for each in (Channel.LINE, Channel.WEB))
    return Audience(everybody, by_line, by_web, everybody - reached)


def _whom(proposal: Proposal, to: Wanted) -> ColumnElement[bool]:
    """A condition on `people`. What was wrong is told to those who were asked."""
    if proposal.incident is None:
        return belongs(to)
    return whom_of_wrong(proposal.incident, to) if proposal.aim in OF_WRONG else belongs(to)
