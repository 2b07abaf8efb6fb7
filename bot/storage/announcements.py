"""What staff send to many: looked at beforehand, sent once, kept with who sent it to whom, and followed as it goes."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.audience import Audience
from bot.core.ids import IncidentId, MailingId, PersonId, derived_id
from bot.core.incidents import Incident
from bot.core.letters import Letter
from bot.rules.headcount import is_narrow
from bot.storage.asking import About, addressees_among
from bot.storage.audience import belongs
from bot.storage.database import Database
from bot.storage.held_mail import hold
from bot.storage.incidents import write_letters, write_opening
from bot.storage.insert import insert_new
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.outbox.waiting import to_spend
from bot.storage.parting import Means, Preview, Sent, cost, part
from bot.storage.previewing import preview
from bot.storage.questions import Words, audience_of, news_letters, valid
from bot.storage.rows.announcements import row_of_announcement
from bot.storage.tables import announcements, outbox, people

_OF_MAILING = outbox.c.mailing == bindparam("mailing")
_STATES = (
    select(outbox.c.state, func.sum(func.json_array_length(outbox.c.recipients)).label("accounts"))
    .where(_OF_MAILING)
    .group_by(outbox.c.state)
)


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody of the staff has confirmed. `left`: LINE messages of this month, as far as LINE said."""

    id: MailingId
    at: datetime
    by: PersonId
    session: str
    audience: Audience
    said: dict[str, str]
    """By language; of an opening the title as Japanese."""
    drill: bool
    incident: IncidentId | None = None
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """Accounts: those that the channel has taken, those it is still to take, and those it will not."""

    sent: int
    waiting: int
    failed: int

    @property
    def total(self) -> int:
        return self.sent + self.waiting + self.failed


class AnnouncementStore:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def preview(self, audience: Audience, about: About, now: datetime) -> Preview:
        """Whom it would reach: the very people and accounts that are written to if it is sent now.

        Of a narrow audience those under a disclosure block are written to, and not counted here.
        """
        async with self._database.reading() as connection:
            return await preview(connection, belongs(audience), about, now, narrow=is_narrow(audience))

    async def open(self, order: Order, incident: Incident, words: Words) -> Sent | None:
        """An incident with its question; None where this very order was carried out before."""
        async with self._database.writing() as connection:
            if not await _is_first(connection, order, opens=True):
                return None
            sent = await write_opening(connection, incident, words, order.audience, Means(order.id, order.left))
            return await _noted(connection, order, About(), sent)

    async def send(self, order: Order, words: Words, about: About) -> Sent | None:
        """None where this very order was carried out before."""
        async with self._database.writing() as connection:
            if not await _is_first(connection, order, opens=False):
                return None
            sent = await _send(connection, order, words, about)
            return await _noted(connection, order, about, sent)

    async def progress(self, id_: MailingId) -> Progress:
        async with self._database.reading() as connection:
            rows = await connection.execute(_STATES, {"mailing": id_})
            accounts = {row.state: int(row.accounts) for row in rows}
        sent, waiting = accounts.get("done", 0), accounts.get("pending", 0)
        return Progress(sent, waiting, sum(accounts.values()) - sent - waiting)


async def _is_first(connection: AsyncConnection, order: Order, *, opens: bool) -> bool:
    """Whoever comes second waits for the first one's commit, and then finds the row."""
    row = row_of_announcement(
        id_=order.id, at=order.at, by=order.by, session=order.session, audience=order.audience, said=order.said
    )
    row |= {"drill": order.drill, "incident_id": order.incident, "opens": opens, "left": order.left}
    is_new = (await connection.execute(insert_new(announcements, connection.dialect.name), row)).rowcount == 1
    if is_new:
        await append(connection, [_entry(order, opens=opens)])
    return is_new


def _entry(order: Order, *, opens: bool) -> Entry:
    body = {"mailing": order.id, "incident": order.incident, "opens": opens}
    return Entry(
        derived_id("announced", order.id), order.at, EntryKind.ANNOUNCED, None, order.by, body, drill=order.drill
    )


async def _send(connection: AsyncConnection, order: Order, words: Words, about: About) -> Sent:
    condition = belongs(order.audience)
    asked = (await connection.execute(select(func.count()).select_from(people).where(condition))).scalar_one()
    addressees = valid(await addressees_among(connection, condition, about))
    left = await to_spend(connection, order.left, order.at)
    parted = part(addressees, left)
    named = ("announcement", order.id)
    letters = news_letters(named, words, parted.now, order.at, left=left)
    await write_letters(connection, [_marked(each, order) for each in letters])
    held = news_letters(named, words, parted.held, order.at)
    await hold(connection, [_marked(each, order) for each in held], order.id)
    return Sent(audience_of(asked, addressees), cost(letters), len(parted.held))


def _marked(letter: Letter, order: Order) -> Letter:
    return replace(letter, mailing=order.id, speech=replace(letter.speech, drill=order.drill))


async def _noted(connection: AsyncConnection, order: Order, about: About, sent: Sent) -> Sent:
    told = await _tellable(connection, order, about) if is_narrow(order.audience) else sent
    await _note(connection, order.id, told)
    return told


async def _tellable(connection: AsyncConnection, order: Order, about: About) -> Sent:
    """The look before once more: the true number less what it said would be how many are under a disclosure block."""
    seen = await preview(connection, belongs(order.audience), about, order.at, narrow=True)
    return Sent(seen.audience, seen.cost, narrow=True)


async def _note(connection: AsyncConnection, id_: MailingId, sent: Sent) -> None:
    counted = {
        "people": sent.audience.asked,
        "by_line": sent.audience.by_line,
        "by_web": sent.audience.by_web,
        "unreachable": sent.audience.unreachable,
        "line_messages": sent.messages,
        "held": sent.held,
    }
    await connection.execute(update(announcements).where(announcements.c.id == id_).values(**counted))
