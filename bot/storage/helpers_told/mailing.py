"""Messages to helpers as letters that go now or not at all: beyond what may be spent the ladder tells of silence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, literal_column, update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from bot.core.ids import IncidentId, MailingId, PersonId, derived_id
from bot.core.letters import Fate
from bot.core.records import Message
from bot.storage.among import among
from bot.storage.copying import add_many
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_shown
from bot.storage.ledger.shown import Shown
from bot.storage.ledger.undelivered import Ended
from bot.storage.outbox.budget import Budget, Row, goes_now
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import outbox
from bot.storage.turn_store.mail import Roads, letters_of

_OVERTAKEN = "overtaken"
_UNSENT = (outbox.c.state == literal_column("'pending'"), outbox.c.may_have_arrived.is_(False))
_THEIRS = among(outbox.c.mailing, "mailings")
_NOW = bindparam("now", type_=Instant)


@dataclass(frozen=True, slots=True)
class AboutOne:
    """What is said of one person in an incident, to whom it may be."""

    person: PersonId
    messages: tuple[Message, ...]


async def write(
    connection: AsyncConnection,
    incident: IncidentId,
    told: Iterable[AboutOne],
    roads: Roads,
    budget: Budget,
    at: datetime,
) -> set[PersonId]:
    """Of whom somebody hears. What has no road or no message left is not written, and nothing was shown."""
    letters: list[Row] = []
    shown: list[Shown] = []
    told_of: set[PersonId] = set()
    for about in told:
        for message in about.messages:
            rows = _rows(incident, about.person, message, roads, budget, at)
            letters += rows
            told_of |= {about.person} if rows else set()
            shown += _shown(message, rows, at)
    await add_many(connection, outbox, letters)
    await append(connection, [entry_of_shown(each) for each in shown])
    return told_of


def _rows(
    incident: IncidentId, person: PersonId, message: Message, roads: Roads, budget: Budget, at: datetime
) -> list[Row]:
    named = ("leave", incident, person, message.to, at.isoformat())
    mailing = _mailing(incident, person)
    letters = [replace(each, mailing=mailing) for each in letters_of(message, roads.get(message.to, ()), named, at)]
    return [each for each in budget.within([row_of_letter(each) for each in letters], at) if goes_now(each)]


def _shown(message: Message, rows: Sequence[Row], at: datetime) -> list[Shown]:
    if not rows:
        return []
    letter = rows[0]["showing"]
    numbered = enumerate(message.disclosures)
    return [Shown(derived_id(letter, "shown", number), each, at, letter, message.drill) for number, each in numbered]


async def drop_of(
    connection: AsyncConnection, incident: IncidentId, people: Sequence[PersonId], at: datetime
) -> list[Ended]:
    """What has not gone about these people; the ledger is told of it at the end of the transaction."""
    dropping = _dropped(_THEIRS, _OVERTAKEN)
    found = await connection.scalars(dropping, {"mailings": [_mailing(incident, each) for each in people], "now": at})
    return [Ended(each, Fate.WITHHELD, _OVERTAKEN, at) for each in found]


async def drop_all(connection: AsyncConnection, incident: IncidentId, why: str, at: datetime) -> list[Ended]:
    """The same, of everybody in an incident."""
    of_incident = outbox.c.mailing.startswith(_prefix(incident), autoescape=True)
    found = await connection.scalars(_dropped(of_incident, why), {"now": at})
    return [Ended(each, Fate.WITHHELD, why, at) for each in found]


def _dropped(which: ColumnElement[bool], why: str) -> ReturningUpdate[Any]:
    withheld = {"state": "dropped", "fate": Fate.WITHHELD.value, "reason": why, "settled_at": _NOW}
    return update(outbox).where(which, *_UNSENT).values(withheld).returning(outbox.c.showing)


def _mailing(incident: IncidentId, person: PersonId) -> MailingId:
    """What their letters are found by, where they hold no more before they have gone."""
    return MailingId(f"{_prefix(incident)}{person}")


def _prefix(incident: IncidentId) -> str:
    return f"leave {incident} "
