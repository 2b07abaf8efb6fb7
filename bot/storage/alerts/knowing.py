"""What is known when an alert comes: the matters that may concern it, the city's districts, the last of its series."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.alerts import Alert, AlertStatus
from bot.core.incidents import Incident
from bot.core.proposals import Proposal, ProposalState
from bot.rules.triggers import Known, matters_of
from bot.storage.among import among
from bot.storage.open_incidents import open_incidents
from bot.storage.rows.alerts import alert_of
from bot.storage.rows.incidents import incident_of
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.rows.proposals import proposal_of
from bot.storage.tables import alerts, districts, incident_districts, incidents, proposals

_RECENT = timedelta(hours=24)
"""Wider than the six hours in which alerts belong together, by a telegram that came late."""
_HEADS = [column for column in alerts.c if column.name not in ("areas", "shelters", "raw", "headline")]
"""What places an alert in its series; lists of a thousand areas are not read for it."""

_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.id)
_OF_MATTERS = select(*_HEADS, alerts.c.title.label("headline")).where(among(alerts.c.matter, "matters"))
_CHAINS = select(proposals).where(among(proposals.c.matter, "matters"))
_INCIDENTS = (
    select(incidents, incident_districts.c.district_id)
    .outerjoin(incident_districts, incident_districts.c.incident_id == incidents.c.id)
    .where(among(incidents.c.id, "incidents"))
)


async def read_known(connection: AsyncConnection, alert: Alert, city: str, now: datetime) -> Known:
    open_now = await open_incidents(connection)
    names = {*await _matters(connection, open_now, now), *(each.id for each in open_now)}
    chain = await _chains(connection, names)
    closed = {each.incident for each in chain if each.incident} - {each.id for each in open_now}
    known = (*open_now, *await _incidents(connection, sorted(closed)))
    of_districts = tuple(district_of(row) for row in await connection.execute(_DISTRICTS))
    of_matters = await alerts_of(connection, names)
    return Known(city, of_districts, matters_of(chain, of_matters, known), await _latest(connection, alert))


async def _matters(connection: AsyncConnection, open_now: Iterable[Incident], now: datetime) -> set[str]:
    """Of what is undecided, open, or was heard of lately."""
    is_lively = or_(
        proposals.c.state == ProposalState.WAITING.value,
        proposals.c.made_at >= now - _RECENT,
        proposals.c.incident_id.in_([each.id for each in open_now]),
    )
    found = set(await connection.scalars(select(proposals.c.matter).where(is_lively)))
    heard = select(alerts.c.matter).where(alerts.c.matter.is_not(None), alerts.c.received_at >= now - _RECENT)
    return found | set(await connection.scalars(heard))


async def _chains(connection: AsyncConnection, names: set[str]) -> Sequence[Proposal]:
    return [proposal_of(row) for row in await connection.execute(_CHAINS, {"matters": sorted(names)})]


async def alerts_of(connection: AsyncConnection, names: set[str]) -> dict[str, list[Alert]]:
    """By matter, without their areas."""
    found: defaultdict[str, list[Alert]] = defaultdict(list)
    for row in await connection.execute(_OF_MATTERS, {"matters": sorted(names)}):
        found[row.matter].append(alert_of(row))
    return found


async def _incidents(connection: AsyncConnection, ids: Sequence[str]) -> tuple[Incident, ...]:
    rows = (await connection.execute(_INCIDENTS, {"incidents": list(ids)})).all()
    areas: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        areas[row.id] += [row.district_id] if row.district_id else []
    return tuple(incident_of(row, areas[row.id]) for row in {row.id: row for row in rows}.values())


async def _latest(connection: AsyncConnection, alert: Alert) -> Alert | None:
    statement: Select[*tuple[Any, ...]] = (
        select(*_HEADS, alerts.c.title.label("headline"))
        .where(
            alerts.c.source == alert.source.value,
            alerts.c.series == alert.series.replace("\x00", ""),
            alerts.c.status == AlertStatus.REAL.value,
            alerts.c.digest != alert.digest,
        )
        .order_by(alerts.c.issued.desc())
        .limit(1)
    )
    row = (await connection.execute(statement)).one_or_none()
    return alert_of(row) if row else None
