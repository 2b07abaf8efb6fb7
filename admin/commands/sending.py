"""Opening an incident and writing to many: one transaction each, kept with who did it, in the log by ids alone."""

from dataclasses import replace

import structlog

from admin.commands.entitled import entitled
from admin.sessions import Session
from bot.core.incidents import Incident
from bot.core.ports import Signal, Wakeups
from bot.storage.announcements import AnnouncementStore, Order
from bot.storage.asking import About
from bot.storage.database import Database
from bot.storage.parting import Sent
from bot.storage.questions import Words

log = structlog.get_logger()


async def open_incident(
    database: Database, wakeups: Wakeups, session: Session, order: Order, incident: Incident, words: Words
) -> Sent | None:
    """None where this very order was carried out before.

    Raises:
        NotEntitled: it is no named member of staff who may decide at that moment.
        Unavailable: the database is down; nothing was opened, or it is not known.
    """
    by = await entitled(session, database, order.at)
    sent = await AnnouncementStore(database).open(replace(order, by=by, incident=incident.id), incident, words)
    await _told(wakeups, order, sent, "console.incident_opened")
    return sent


async def announce(
    database: Database, wakeups: Wakeups, session: Session, order: Order, words: Words, about: About
) -> Sent | None:
    """As above."""
    by = await entitled(session, database, order.at)
    sent = await AnnouncementStore(database).send(replace(order, by=by), words, about)
    await _told(wakeups, order, sent, "console.announced")
    return sent


async def _told(wakeups: Wakeups, order: Order, sent: Sent | None, event: str) -> None:
    if sent is None:
        log.info("console.sent_before", mailing=order.id, session=order.session)
        return
    log.info(
        event,
        mailing=order.id,
        session=order.session,
        by=order.by,
        people=sent.audience.asked,
        unreachable=sent.audience.unreachable,
        line_messages=sent.messages,
        held=sent.held,
    )
    await wakeups.wake(Signal.OUTBOX)
    await wakeups.wake(Signal.BOARD)
