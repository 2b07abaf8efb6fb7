"""Alerts in the database: each kept once, with what it led to, in one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.alerts import Alert
from bot.core.proposals import ProposalState
from bot.core.triggers import Triggers
from bot.rules.triggers import Settled, overtake, parts_of, respond, settle
from bot.storage.alerts.knowing import read_known
from bot.storage.alerts.writing import write_overtaken, write_proposed, write_settled
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.insert import add_new, insert_new
from bot.storage.rows.alerts import alert_of, row_of_alert
from bot.storage.tables import alerts, feed_marks, fetched_telegrams, incidents, proposals
from bot.storage.undecided import one_at_a_time
from bot.storage.upsert import put

_KNOWN = select(fetched_telegrams.c.id).where(among(fetched_telegrams.c.id, "ids"))
_NEWEST = select(alerts).order_by(alerts.c.received_at.desc(), alerts.c.issued.desc(), alerts.c.digest)
_NUMBERED = select(alerts).order_by(alerts.c.digest).limit(20)
_EARLIER = select(alerts).order_by(alerts.c.issued.desc(), alerts.c.digest).limit(20)
_OPEN = select(incidents.c.id).where(incidents.c.closed_at.is_(None))
_STANDS = or_(proposals.c.state == ProposalState.WAITING.value, proposals.c.incident_id.in_(_OPEN))
_STANDING_SINCE = select(func.min(proposals.c.made_at)).where(_STANDS)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a feed was read. `etag`, `last_modified`: what it called its newest answer (RFC 9110, 8.8)."""

    etag: str = ""
    last_modified: str = ""
    read_at: datetime | None = None
    """When all that it listed was last had; aware, as `unbroken_since`."""
    unbroken_since: datetime | None = None
    """What was announced from then on until `read_at` cannot have been missed."""


@dataclass(frozen=True, slots=True)
class KeptAlert:
    """`became`: propose, join, raise, correct, or why it was only kept."""

    alert: Alert
    received_at: datetime
    became: str


class AlertStore:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mark(self, address: str) -> Mark:
        statement = select(feed_marks).where(feed_marks.c.address == address)
        async with self._database.reading() as connection:
            row = (await connection.execute(statement)).one_or_none()
        return Mark(row.etag, row.last_modified, row.read_at, row.unbroken_since) if row else Mark()

    async def keep_mark(self, address: str, mark: Mark) -> None:
        """Once everything that came with it is stored, and never before."""
        row = {"address": address, **asdict(mark)}
        async with self._database.writing() as connection:
            await put(connection, feed_marks, [row])

    async def known(self, ids: Sequence[str]) -> Collection[str]:
        """Which of these telegrams need not be fetched again."""
        async with self._database.reading() as connection:
            return set(await connection.scalars(_KNOWN, {"ids": list(ids)}))

    async def give_up(self, telegram: str, reason: str, now: datetime) -> None:
        """It will never be had, or never be read: it is known from now on."""
        async with self._database.writing() as connection:
            await _fetched(connection, telegram, reason, now)

    async def take(
        self, alert: Alert, now: datetime, of: tuple[str, Triggers], telegram: tuple[str, bytes] | None = None
    ) -> Settled | None:
        """Keeps it, and writes what follows: proposals, those they take back, notices. None: it was kept before.

        `of`: the city's name and its triggers; `telegram`: its id in the feed, and its bytes. Returns what follows from
        its gravest part.
        """
        async with self._database.writing() as connection:
            await one_at_a_time(connection)
            if telegram:
                await _fetched(connection, telegram[0], "", now)
            row = row_of_alert(alert, telegram[1] if telegram else None, now)
            if not (await connection.execute(insert_new(alerts, connection.dialect.name), row)).rowcount:
                return None
            return await _follow(connection, alert, of, now)

    async def standing_since(self) -> datetime | None:
        """When the oldest proposal was made that an alert could still take back: it waits, or its incident is open."""
        async with self._database.reading() as connection:
            since: datetime | None = await connection.scalar(_STANDING_SINCE)
            return since

    async def numbered(self, number: str) -> tuple[Alert, ...]:
        """Those of this number (`Alert.number`), or of more digits: one, or none; several by chance alone."""
        head, _, part = number.partition(".")
        async with self._database.reading() as connection:
            rows = await connection.execute(_NUMBERED.where(alerts.c.digest.startswith(head, autoescape=True)))
            return tuple(alert_of(row) for row in rows if row.digest.partition(".")[2] == part)

    async def earlier(self, alert: Alert) -> tuple[Alert, ...]:
        """What went before in its series, of the same status, oldest first; the last few of many."""
        of_series = {"source": alert.source.value, "series": alert.series, "status": alert.status.value}
        statement = _EARLIER.where(*(alerts.c[name] == value for name, value in of_series.items()))
        async with self._database.reading() as connection:
            rows = (await connection.execute(statement.where(alerts.c.issued < alert.issued))).all()
            return tuple(alert_of(row) for row in reversed(rows))

    async def newest(self, most: int) -> tuple[KeptAlert, ...]:
        async with self._database.reading() as connection:
            rows = await connection.execute(_NEWEST.limit(most))
            return tuple(KeptAlert(alert_of(row), row.received_at, row.became) for row in rows)


async def _follow(connection: AsyncConnection, alert: Alert, of: tuple[str, Triggers], now: datetime) -> Settled:
    """What the gravest part becomes, the alert became. A lower one may only propose: it takes nothing back of hers.

    What older ones of the series led to gives way first, so that the response finds what is left of it.
    """
    city, triggers = of
    gravest, *lower = parts_of(alert, triggers)
    known = await read_known(connection, gravest, city, now)
    overtaken = overtake(alert, triggers, known, now)
    if overtaken.matter:
        await write_overtaken(connection, alert, overtaken, known.districts, now)
        known = await read_known(connection, gravest, city, now)
    first = overtaken.told(settle(respond(gravest, triggers, known, now), gravest, triggers.wait, now))
    await write_settled(connection, gravest, first, known.districts, now)
    for part in lower:
        known = await read_known(connection, part, city, now)
        settled = settle(respond(part, triggers, known, now), part, triggers.wait, now)
        if settled.proposal and settled.became != "correct":
            await write_proposed(connection, part, settled, known.districts, now)
    return first


async def _fetched(connection: AsyncConnection, telegram: str, reason: str, now: datetime) -> None:
    await add_new(connection, fetched_telegrams, [{"id": telegram, "at": now, "reason": reason}])
