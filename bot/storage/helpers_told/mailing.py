"""Messages to helpers as letters that go now or not at all: beyond what may be spent the ladder tells of silence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, literal_column, or_, select, update
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
from bot.storage.outbox.consequence import UNASKED
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import ledger, outbox
from bot.storage.turn_store.mail import Roads, letters_of

_CALLS, _CORRECTS = f"{UNASKED}to leave ", f"{UNASKED}corrects "
_OVERTAKEN = "overtaken"
_UNSENT = (outbox.c.state == literal_column("'pending'"), outbox.c.may_have_arrived.is_(False))
_THEIRS = among(outbox.c.mailing, "mailings")
_NOW = bindparam("now", type_=Instant)


_HEARD = (
    select(outbox.c.mailing, ledger.c.other_id)
    .join(ledger, ledger.c.message_id == outbox.c.showing)
    .where(_THEIRS, or_(outbox.c.state == literal_column("'done'"), outbox.c.may_have_arrived))
)


@dataclass(frozen=True, slots=True)
class AboutOne:
    """What is said of one person in an incident, to whom it may be. `calls`: to leave; else that it was wrong."""

    person: PersonId
    messages: tuple[Message, ...]
    calls: bool


async def write(
    connection: AsyncConnection,
    incident: IncidentId,
    told: Iterable[AboutOne],
    roads: Roads,
    budget: Budget,
    at: datetime,
) -> set[PersonId]:
    """Of whom somebody hears. What has no road, or calls and has no message left, is not written, and nothing shown."""
    letters: list[Row] = []
    shown: list[Shown] = []
    told_of: set[PersonId] = set()
    for about in told:
        for message in about.messages:
            rows = _rows(incident, about, message, roads, budget, at)
            letters += rows
            told_of |= {about.person} if rows else set()
            shown += _shown(message, rows, at)
    await add_many(connection, outbox, letters)
    await append(connection, [entry_of_shown(each) for each in shown])
    return told_of


def _rows(
    incident: IncidentId, about: AboutOne, message: Message, roads: Roads, budget: Budget, at: datetime
) -> list[Row]:
    named = ("leave", incident, about.person, message.to, at.isoformat())
    mailing = _mailing(_CALLS if about.calls else _CORRECTS, incident, about.person)
    letters = letters_of(message, roads.get(message.to, ()), named, at)
    rows = [row_of_letter(replace(each, mailing=mailing)) for each in letters]
    return [each for each in budget.within(rows, at) if goes_now(each)] if about.calls else rows


def _shown(message: Message, rows: Sequence[Row], at: datetime) -> list[Shown]:
    if not rows:
        return []
    letter = rows[0]["showing"]
    numbered = enumerate(message.disclosures)
    return [Shown(derived_id(letter, "shown", number), each, at, letter, message.drill) for number, each in numbered]


async def heard_of(
    connection: AsyncConnection, incident: IncidentId, people: Sequence[PersonId]
) -> Mapping[PersonId, frozenset[PersonId]]:
    """Whom a call about each of these people has reached, or may have."""
    by_mailing = {_mailing(_CALLS, incident, each): each for each in people}
    heard: defaultdict[PersonId, set[PersonId]] = defaultdict(set)
    for mailing, other in await connection.execute(_HEARD, {"mailings": list(by_mailing)}):
        heard[by_mailing[mailing]].add(PersonId(other))
    return {person: frozenset(others) for person, others in heard.items()}


async def drop_of(
    connection: AsyncConnection, incident: IncidentId, people: Sequence[PersonId], at: datetime
) -> list[Ended]:
    """What has not gone about these people; the ledger is told of it at the end of the transaction."""
    if not people:
        return []
    mailings = [_mailing(kind, incident, each) for kind in (_CALLS, _CORRECTS) for each in people]
    found = await connection.scalars(_dropped(_THEIRS, _OVERTAKEN), {"mailings": mailings, "now": at})
    return [Ended(each, Fate.WITHHELD, _OVERTAKEN, at) for each in found]


async def drop_calls(connection: AsyncConnection, incident: IncidentId, why: str, at: datetime) -> list[Ended]:
    """The same, of everybody in an incident; what was wrong is told all the same."""
    of_incident = outbox.c.mailing.startswith(_mailing(_CALLS, incident, ""), autoescape=True)
    found = await connection.scalars(_dropped(of_incident, why), {"now": at})
    return [Ended(each, Fate.WITHHELD, why, at) for each in found]


def _dropped(which: ColumnElement[bool], why: str) -> ReturningUpdate[Any]:
    withheld = {"state": "dropped", "fate": Fate.WITHHELD.value, "reason": why, "settled_at": _NOW}
    return update(outbox).where(which, *_UNSENT).values(withheld).returning(outbox.c.showing)


def _mailing(kind: str, incident: IncidentId, person: str) -> MailingId:
    """What their letters are found by, where they hold no more before they have gone."""
    return MailingId(f"{kind}{incident} {person}")
