"""A report of staff's own (a visit, a telephone call): it passes the rule that everybody's reports pass."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import EventId
from bot.core.records import Message
from bot.core.reports import Report, Standing
from bot.rules.consequences import consequences
from bot.storage.agreed import CityOsRules
from bot.storage.insert import add_new
from bot.storage.rows.reports import row_of_report
from bot.storage.staff_word.telling import circle_of, raise_notices
from bot.storage.tables import reports
from bot.storage.turn_store.moving import held, move_one


async def record(
    connection: AsyncConnection, report: Report, city_os: CityOsRules | None, at: datetime
) -> tuple[Message, ...]:
    """Within somebody's transaction: the report is kept, what stands moves on, staff see what they must see.

    Returns what has to be sent; the check-in stays locked until the commit. `report` is about somebody, in an incident.
    """
    assert report.about is not None
    assert report.incident is not None
    key = (report.incident, report.about)
    before = await held(connection, key)
    circle = await circle_of(connection, report.about, city_os)
    follows = consequences(report, before.standing if before else Standing(), circle, at)
    await add_new(connection, reports, [row_of_report(report, EventId(f"console:{report.id}"), at)])
    await move_one(connection, key, at)
    await raise_notices(connection, follows.records)
    return follows.messages
