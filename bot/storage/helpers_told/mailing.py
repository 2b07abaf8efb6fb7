"""Messages to helpers as letters that go now or not at all: beyond what may be spent the ladder tells of silence."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, MailingId, PersonId, derived_id
from bot.core.letters import Fate
from bot.core.records import Message
from bot.rules.helpers_told import Word
from bot.storage.among import among
from bot.storage.copying import add_many
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entry_of_shown
from bot.storage.ledger.shown import Shown
from bot.storage.ledger.undelivered import Ended
from bot.storage.outbox.budget import Budget, Row, goes_now
from bot.storage.outbox.consequence import UNASKED
from bot.storage.rows import AnyRow
from bot.storage.rows.letters import row_of_letter
from bot.storage.tables import ledger, outbox
from bot.storage.turn_store.mail import Roads, letters_of

_CALLS, _CORRECTS = f"{UNASKED}to leave ", f"{UNASKED}corrects "
_OVERTAKEN = "overtaken"
_THEIRS = among(outbox.c.mailing, "mailings")
_UNSENT = (outbox.c.state == literal_column("'pending'"), outbox.c.may_have_arrived.is_(False))
# In the order in which delivery locks them.
_WAITING = select(outbox.c.id, outbox.c.showing).where(*_UNSENT).order_by(outbox.c.seq).with_for_update()
_DROP = (
    update(outbox)
    .where(among(outbox.c.id, "letters"))
    .values(
        state="dropped",
        fate=Fate.WITHHELD.value,
        reason=bindparam("why"),
        settled_at=bindparam("now", type_=Instant),
    )
)
_HEARD = (
    select(outbox.c.mailing, ledger.c.other_id)
    .join(ledger, ledger.c.message_id == outbox.c.showing)
    .where(_THEIRS, or_(outbox.c.state == literal_column("'done'"), outbox.c.may_have_arrived))
    .order_by(outbox.c.seq)
)


@dataclass(frozen=True, slots=True)
class AboutOne:
    """What is said of one person in an incident, to whom it may be; `level` holds for them now."""

    person: PersonId
    level: str
    words: tuple[Word, ...]


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
        for word in about.words:
            rows = _rows(incident, about, word, roads, budget, at)
            letters += rows
            told_of |= {about.person} if rows else set()
            shown += _shown(word.message, rows, at)
    await add_many(connection, outbox, letters)
    await append(connection, [entry_of_shown(each) for each in shown])
    return told_of


def _rows(incident: IncidentId, about: AboutOne, word: Word, roads: Roads, budget: Budget, at: datetime) -> list[Row]:
    to = word.message.to
    named = ("leave", incident, about.person, to, at.isoformat())
    mailing = _mailing(_CALLS if word.calls else _CORRECTS, incident, about.person, about.level)
    letters = letters_of(word.message, roads.get(to, ()), named, at)
    rows = [row_of_letter(replace(each, mailing=mailing)) for each in letters]
    return [each for each in budget.within(rows, at) if goes_now(each)] if word.calls else rows


def _shown(message: Message, rows: Sequence[Row], at: datetime) -> list[Shown]:
    if not rows:
        return []
    letter = rows[0]["showing"]
    numbered = enumerate(message.disclosures)
    return [Shown(derived_id(letter, "shown", number), each, at, letter, message.drill) for number, each in numbered]


async def heard_of(
    connection: AsyncConnection, incident: IncidentId, told: Mapping[PersonId, Iterable[str]]
) -> Mapping[PersonId, Mapping[PersonId, str]]:
    """By person and helper the level that reached that helper last, or may have. `told`: the levels that were told."""
    meant = {each: (person, level) for person, level, each in _mailings(incident, told)}
    heard: defaultdict[PersonId, dict[PersonId, str]] = defaultdict(dict)
    if meant:
        for mailing, helper in await connection.execute(_HEARD, {"mailings": list(meant)}):
            person, level = meant[mailing]
            heard[person][PersonId(helper)] = level
    return heard


async def drop_of(
    connection: AsyncConnection, incident: IncidentId, told: Mapping[PersonId, Iterable[str]], at: datetime
) -> list[Ended]:
    """What has not gone about these people; the ledger is told of it at the end of the transaction."""
    mailings = [each for _, _, each in _mailings(incident, told)]
    if not mailings:
        return []
    rows = (await connection.execute(_WAITING.where(_THEIRS), {"mailings": mailings})).all()
    return await _dropped(connection, rows, _OVERTAKEN, at)


async def drop_calls(connection: AsyncConnection, incident: IncidentId, why: str, at: datetime) -> list[Ended]:
    """The same, of everybody in an incident; what was wrong is told all the same."""
    of_incident = outbox.c.mailing.startswith(f"{_CALLS}{incident} ", autoescape=True)
    rows = (await connection.execute(_WAITING.where(of_incident))).all()
    return await _dropped(connection, rows, why, at)


async def _dropped(connection: AsyncConnection, rows: Sequence[AnyRow], why: str, at: datetime) -> list[Ended]:
    if rows:
        await connection.execute(_DROP, {"letters": [row.id for row in rows], "why": why, "now": at})
    return [Ended(row.showing, Fate.WITHHELD, why, at) for row in rows]


def _mailings(
    incident: IncidentId, told: Mapping[PersonId, Iterable[str]]
) -> Iterator[tuple[PersonId, str, MailingId]]:
    for person, levels in told.items():
        for level in levels:
            for kind in (_CALLS, _CORRECTS):
                yield person, level, _mailing(kind, incident, person, level)


def _mailing(kind: str, incident: IncidentId, person: PersonId, level: str) -> MailingId:
    """What their letters are found by, where they hold no more before they have gone; and who heard what."""
    return MailingId(f"{kind}{incident} {person} {level}")
