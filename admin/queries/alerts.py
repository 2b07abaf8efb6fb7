"""The alerts that came, the newest first, each with what became of it; and the raw text of one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, bindparam, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from admin.alerts import Arrivals, Arrived, Neighbour, Wanted
from bot.core.alerts import Alert, AlertChange, AlertKind, AlertStatus
from bot.core.ids import IncidentId
from bot.core.proposals import Proposal
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.rows import AnyRow
from bot.storage.rows.alerts import alert_of
from bot.storage.rows.proposals import proposal_of
from bot.storage.tables import alerts, incidents, proposals

LATELY = timedelta(days=1)
_MOST_HEARD = 500
_SAME_SERIES = timedelta(days=3)
"""How far back the one is looked for that a correction corrects."""

_SHOWN = [*(each for each in alerts.c if each.name != "raw"), alerts.c.raw.is_not(None).label("has_raw")]
_WANTED: Mapping[Wanted, ColumnElement[bool]] = {
    Wanted.ALL: true(),
    Wanted.UNKNOWN: alerts.c.kind == AlertKind.UNKNOWN.value,
    Wanted.NOT_REAL: alerts.c.status != AlertStatus.REAL.value,
    Wanted.SHELTERS: alerts.c.kind == AlertKind.SHELTER.value,
}
_OF_MATTERS = select(proposals).where(among(proposals.c.matter, "matters")).order_by(proposals.c.made_at)
_TITLES = select(incidents.c.id, incidents.c.title).where(among(incidents.c.id, "ids"))
_SERIES = (
    select(*(alerts.c[each] for each in ("source", "series", "digest", "issued", "change", "title")))
    .where(among(alerts.c.series, "series"), alerts.c.received_at >= bindparam("since", type_=Instant))
    .order_by(alerts.c.issued, alerts.c.received_at, alerts.c.digest)
)
_HEARD = (
    select(*(each for each in alerts.c if each.name not in ("raw", "headline")), alerts.c.title.label("headline"))
    .where(
        alerts.c.received_at >= bindparam("since", type_=Instant),
        alerts.c.status == AlertStatus.REAL.value,
        alerts.c.kind.in_([AlertKind.UNKNOWN.value, AlertKind.SHELTER.value]),
    )
    .order_by(alerts.c.received_at.desc())
    .limit(_MOST_HEARD)
)
_RAW = select(alerts.c.raw).where(alerts.c.digest == bindparam("of"))


async def read_arrivals(database: Database, wanted: Wanted, most: int) -> Arrivals:
    """Raises `Unavailable` when the database is down."""
    newest = (
        select(*_SHOWN)
        .where(_WANTED[wanted])
        .order_by(alerts.c.received_at.desc(), alerts.c.issued.desc(), alerts.c.digest)
        .limit(most + 1)
    )
    async with database.reading() as connection:
        rows = (await connection.execute(newest)).all()
        return Arrivals(await _arrived(connection, rows[:most]), more=len(rows) > most)


async def read_heard(database: Database, now: datetime) -> tuple[tuple[Alert, str], ...]:
    """Real openings of shelters and real alerts of unknown kinds of the last day, with what became of each."""
    async with database.reading() as connection:
        rows = await connection.execute(_HEARD, {"since": now - LATELY})
        return tuple((alert_of(row), row.became) for row in rows)


async def read_raw(database: Database, digest: str) -> bytes | None:
    """As it came. None: it was not kept, or is gone by now. Raises `Unavailable`."""
    async with database.reading() as connection:
        found: bytes | None = (await connection.execute(_RAW, {"of": digest})).scalar_one_or_none()
        return found


async def _arrived(connection: AsyncConnection, rows: Sequence[AnyRow]) -> tuple[Arrived, ...]:
    """A fixed number of reads, however many there are."""
    if not rows:
        return ()
    chains = await _chains(connection, {row.matter for row in rows if row.matter})
    titles = await _titles(connection, chains)
    beside = await _beside(connection, rows)
    found = []
    for row in rows:
        chain = chains.get(row.matter, ()) if row.matter else ()
        before, after = beside[row.digest]
        found.append(
            Arrived(
                alert=alert_of(row),
                received_at=row.received_at,
                became=row.became,
                led=tuple(each for each in chain if row.digest in each.alerts),
                incident=_incident(row.matter, chain, titles),
                before=before,
                after=after,
                has_raw=bool(row.has_raw),
            )
        )
    return tuple(found)


async def _chains(connection: AsyncConnection, matters: set[str]) -> Mapping[str, Sequence[Proposal]]:
    """The proposals of each matter, oldest first; a matter that staff opened by hand has none."""
    found: dict[str, list[Proposal]] = {each: [] for each in sorted(matters)}
    for row in await connection.execute(_OF_MATTERS, {"matters": sorted(matters)}):
        found[row.matter].append(proposal_of(row))
    return found


async def _titles(connection: AsyncConnection, chains: Mapping[str, Sequence[Proposal]]) -> Mapping[str, str]:
    named = {each.incident for chain in chains.values() for each in chain if each.incident}
    rows = await connection.execute(_TITLES, {"ids": sorted({*named, *chains})})
    return {row.id: row.title for row in rows}


def _incident(
    matter: str | None, chain: Sequence[Proposal], titles: Mapping[str, str]
) -> tuple[IncidentId, str] | None:
    """What was opened or raised; a matter without proposals bears the incident's own id."""
    named = (each.incident for each in reversed(chain) if each.incident and each.is_carried_out)
    found = next(named, IncidentId(matter or ""))
    return (found, titles[found]) if found in titles else None


async def _beside(
    connection: AsyncConnection, rows: Sequence[AnyRow]
) -> Mapping[str, tuple[Neighbour | None, Neighbour | None]]:
    since = min(row.received_at for row in rows) - _SAME_SERIES
    asked = {"series": sorted({row.series for row in rows}), "since": since}
    told: defaultdict[tuple[str, str], list[AnyRow]] = defaultdict(list)
    for row in await connection.execute(_SERIES, asked):
        told[row.source, row.series].append(row)
    return {digest: pair for series in told.values() for digest, pair in _pairs(series)}


def _pairs(series: Sequence[AnyRow]) -> Iterable[tuple[str, tuple[Neighbour | None, Neighbour | None]]]:
    line = [None, *(Neighbour(AlertChange(row.change), row.issued, row.title) for row in series), None]
    for place, row in enumerate(series):
        yield row.digest, (line[place], line[place + 2])
