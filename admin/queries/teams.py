"""Which team of the visits is on its way, for the cards of the board: one read, however many there are."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.board import Team
from bot.core.ids import PersonId, VisitId
from bot.core.records import NoticeRaised
from bot.core.visits import VisitState, visit_id
from bot.storage.among import among
from bot.storage.tables import visits

_HEADING = select(visits.c.id, visits.c.assigned, visits.c.changed_at).where(
    among(visits.c.id, "ids"), visits.c.state == VisitState.HEADING.value
)


def line_of(raised: NoticeRaised, about: PersonId | None) -> VisitId | None:
    """The line of the visits that a notice belongs to: the person's, else its own."""
    return visit_id(raised.incident, about or raised.id) if raised.incident else None


async def read_teams(connection: AsyncConnection, lines: Collection[VisitId]) -> Mapping[VisitId, Team]:
    if not lines:
        return {}
    rows = await connection.execute(_HEADING, {"ids": sorted(lines)})
    return {VisitId(row.id): Team(row.assigned, row.changed_at) for row in rows}
