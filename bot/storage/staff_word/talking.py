"""Staff write to one person, and read what the person answers, until they end it: each step one transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId, TalkId, derived_id
from bot.core.incidents import Incident
from bot.core.records import Message
from bot.core.replies import Say, Text, text
from bot.storage.database import Database
from bot.storage.insert import insert_new
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.posting import post
from bot.storage.staff_word.telling import open_incident
from bot.storage.tables import talk_lines, talks
from bot.storage.turn_store.roads import roads_to

MAX_WORDS = 500
MAX_OFFICE = 20

_OPEN = select(talks).where(talks.c.person_id == bindparam("person"), talks.c.ended_at.is_(None)).with_for_update()
_END = (
    update(talks)
    .where(talks.c.id == bindparam("talk"), talks.c.ended_at.is_(None))
    .values(ended_at=bindparam("at", type_=Instant), ended_by=bindparam("by"))
)
_OF_INCIDENT = (talks.c.incident_id == bindparam("incident"), talks.c.ended_at.is_(None))
_OPEN_OF_INCIDENT = select(talks).where(*_OF_INCIDENT).order_by(talks.c.id).with_for_update()
HOW_MANY_OPEN = select(func.count()).select_from(talks).where(*_OF_INCIDENT)


class Talked(StrEnum):
    """What became of it."""

    DONE = "done"
    UNREACHABLE = "unreachable"
    """No account to write to: call, or go there."""
    CLOSED = "closed"
    """The incident is over, or nobody talks with this person."""
    IN_EARNEST = "in_earnest"
    """Staff talk with this person about what is real: no word of a drill ends that."""


@dataclass(frozen=True, slots=True)
class ToPerson:
    """`by`: the member of staff. `office` signs it, as the person reads it: 福祉課.

    `once`: made once per text, so that what is given twice is sent once; empty: the moment stands for it.
    """

    person: PersonId
    incident: IncidentId
    by: PersonId
    at: datetime
    office: str = ""
    words: str = ""
    once: str = ""


async def say(database: Database, line: ToPerson) -> Talked:
    """The first word begins the talk, and says that staff read what comes back. It ends one in another incident: what
    is said of a drill and what is said in earnest never stand in one talk. A word of a drill ends no real one.

    Raises:
        ValueError: no words or no office, or too many characters of either.
        Unavailable: the database is down; nothing was sent, or it is not known.
    """
    _check(line)
    async with database.writing() as connection:
        incident = await open_incident(connection, line.incident)
        if incident is None:
            return Talked.CLOSED
        if not (await roads_to(connection, [line.person])).get(line.person):
            return Talked.UNREACHABLE
        if incident.drill and await _is_in_earnest(connection, line.person):
            return Talked.IN_EARNEST
        talk, entries = await _open(connection, line, incident)
        if not await _keep(connection, line, talk):
            return Talked.DONE
        words = text("talk.staff", office=line.office.strip(), words=line.words.strip())
        said: tuple[Text, ...] = (words, text("talk.begun")) if entries else (words,)
        await _send(connection, line, incident, talk, said)
        await append(connection, [*entries, _said_entry(line, incident, talk)])
    return Talked.DONE


async def end(database: Database, line: ToPerson) -> Talked:
    """The person hears that staff read no longer. Raises `Unavailable` as above."""
    async with database.writing() as connection:
        incident = await open_incident(connection, line.incident)
        row = (await connection.execute(_OPEN, {"person": line.person})).first()
        if incident is None or row is None or row.incident_id != incident.id:
            return Talked.CLOSED
        await connection.execute(_END, {"talk": row.id, "at": line.at, "by": line.by})
        await _send(connection, line, incident, TalkId(row.id), (text("talk.ended"),))
        await append(connection, [_entry(row, EntryKind.TALK_ENDED, line.at, line.by)])
    return Talked.DONE


async def end_with_incident(
    connection: AsyncConnection, incident: IncidentId, at: datetime, by: PersonId | None
) -> list[Entry]:
    """In the transaction that closes the incident: everybody who is talked with hears that staff read no longer.

    Returns what the ledger has to say of it. `by` as in `IncidentStore.close`.
    """
    rows = (await connection.execute(_OPEN_OF_INCIDENT, {"incident": incident})).all()
    for row in rows:
        await connection.execute(_END, {"talk": row.id, "at": at, "by": by})
    last = (Say(text("talk.ended")),)
    messages = [Message(PersonId(row.person_id), last, drill=row.drill, incident=incident) for row in rows]
    await post(connection, messages, ("talks ended with", incident), at)
    return [_entry(row, EntryKind.TALK_ENDED, at, by) for row in rows]


def _check(line: ToPerson) -> None:
    for name, given, most in (("words", line.words, MAX_WORDS), ("office", line.office, MAX_OFFICE)):
        if not 0 < len(given.strip()) <= most:
            raise ValueError(f"{name}: 1 to {most} characters, {len(given.strip())} were given")


async def _is_in_earnest(connection: AsyncConnection, person: PersonId) -> bool:
    row = (await connection.execute(_OPEN, {"person": person})).first()
    return row is not None and not row.drill


async def _open(connection: AsyncConnection, line: ToPerson, incident: Incident) -> tuple[TalkId, list[Entry]]:
    """The open one of this incident, or a new one with what the ledger says of it; of two who begin at once the
    second joins.
    """
    row, is_new = await _begun(connection, line, incident)
    if row.incident_id == incident.id:
        return TalkId(row.id), [_entry(row, EntryKind.TALK_BEGUN, line.at, line.by)] if is_new else []
    await connection.execute(_END, {"talk": row.id, "at": line.at, "by": line.by})
    begun, _ = await _begun(connection, line, incident)
    ended = _entry(row, EntryKind.TALK_ENDED, line.at, line.by)
    return TalkId(begun.id), [ended, _entry(begun, EntryKind.TALK_BEGUN, line.at, line.by)]


async def _begun(connection: AsyncConnection, line: ToPerson, incident: Incident) -> tuple[Row[Any], bool]:
    """A new one, unless one is open, of whichever incident: a person has one open talk at most."""
    new = {
        "id": derived_id("talk", line.person, incident.id, line.at.isoformat()),
        "person_id": line.person,
        "incident_id": incident.id,
        "drill": incident.drill,
        "begun_at": line.at,
        "begun_by": line.by,
    }
    is_new = (await connection.execute(insert_new(talks, connection.dialect.name), new)).rowcount == 1
    return (await connection.execute(_OPEN, {"person": line.person})).one(), is_new


async def _send(
    connection: AsyncConnection, line: ToPerson, incident: Incident, talk: TalkId, said: tuple[Text, ...]
) -> None:
    """To the person alone, about nobody: what staff write is theirs to weigh."""
    replies = tuple(Say(each) for each in said)
    message = Message(line.person, replies, drill=incident.drill, incident=incident.id)
    await post(connection, [message], ("talk", talk, line.by, _once(line)), line.at)


async def _keep(connection: AsyncConnection, line: ToPerson, talk: TalkId) -> bool:
    """False where it stands there already, and has been sent."""
    row = {
        "id": _line_id(line, talk),
        "talk_id": talk,
        "at": line.at,
        "said_by": line.by,
        "office": line.office.strip(),
        "words": line.words.strip(),
    }
    return (await connection.execute(insert_new(talk_lines, connection.dialect.name), row)).rowcount == 1


def _line_id(line: ToPerson, talk: TalkId) -> str:
    return derived_id("talk line", talk, line.by, _once(line))


def _once(line: ToPerson) -> str:
    return line.once or line.at.isoformat()


def _said_entry(line: ToPerson, incident: Incident, talk: TalkId) -> Entry:
    """Which line, and never its words."""
    id_ = _line_id(line, talk)
    body = {"talk": talk, "line": id_, "incident": incident.id}
    ledger_id = derived_id(EntryKind.TALK_SAID, id_)
    return Entry(ledger_id, line.at, EntryKind.TALK_SAID, line.person, line.by, body, drill=incident.drill)


def _entry(talk: Row[Any], kind: EntryKind, at: datetime, by: PersonId | None) -> Entry:
    """Of that talk's own incident, which another one may have ended."""
    body = {"talk": talk.id, "incident": talk.incident_id}
    return Entry(derived_id(kind, talk.id), at, kind, PersonId(talk.person_id), by, body, drill=talk.drill)
