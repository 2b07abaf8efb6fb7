"""What a sending would come to, read and never written: how many people by which road, and what it costs."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.asking import About, addressees_among
from bot.storage.outbox.waiting import waiting_on_line
from bot.storage.parting import Preview, preview_of
from bot.storage.questions import valid
from bot.storage.tables import people


async def preview(
    connection: AsyncConnection, whom: ColumnElement[bool], about: About, now: datetime, *, narrow: bool = False
) -> Preview:
    """`whom`: a condition on `people`. `narrow`: nobody under a disclosure block is counted (bot.rules.headcount)."""
    counted = tellable(whom, narrow=narrow)
    asked = (await connection.execute(select(func.count()).select_from(people).where(counted))).scalar_one()
    addressees = valid(await addressees_among(connection, counted, about))
    return preview_of(asked, addressees, waiting=await waiting_on_line(connection, now), narrow=narrow)


def tellable(whom: ColumnElement[bool], *, narrow: bool) -> ColumnElement[bool]:
    """Those of them that a count may tell of."""
    return and_(whom, people.c.disclosure_block.is_(False)) if narrow else whom
