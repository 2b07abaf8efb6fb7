"""What the city has lately announced of its shelters, read for the words of a message."""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.alerts import AlertKind, AlertStatus
from bot.rules.openings import LATELY, Openings, openings
from bot.rules.triggers.why import Why
from bot.storage.instant import Instant
from bot.storage.rows.alerts import alert_of
from bot.storage.tables import alerts

_OWN = (
    select(*(each for each in alerts.c if each.name != "raw"))
    .where(
        alerts.c.received_at >= bindparam("since", type_=Instant),
        alerts.c.kind == AlertKind.SHELTER.value,
        alerts.c.status == AlertStatus.REAL.value,
        alerts.c.became != Why.OTHER_AREA.value,
    )
    .order_by(alerts.c.received_at)
)


async def read_openings(connection: AsyncConnection, now: datetime) -> Openings:
    """Of real alerts of the last two days, the neighbouring town's left out."""
    rows = await connection.execute(_OWN, {"since": now - LATELY})
    return openings(alert_of(row) for row in rows)
