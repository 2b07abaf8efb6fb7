"""Incidents: opened with everybody's check-in and the question to them in one transaction, closed, listed, counted."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.audience import Audience as Whom
from bot.core.elders import USUAL, Elders
from bot.core.ids import DistrictId, IncidentId, MailingId, PersonId, derived_id
from bot.core.incidents import Incident
from bot.core.letters import Fate, Letter
from bot.core.people import District
from bot.core.reports import AreaSummary
from bot.core.requests import SummaryOf
from bot.storage.asking import about, addressees_of, concerned, write_check_ins
from bot.storage.audience import belongs
from bot.storage.database import Database
from bot.storage.held_mail import hold
from bot.storage.helpers_told.mailing import drop_calls
from bot.storage.helpers_told.queue import enqueue
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.ledger.undelivered import note_undelivered
from bot.storage.open_incidents import open_incidents
from bot.storage.open_questions import forget_questions
from bot.storage.outbox.waiting import to_spend
from bot.storage.parting import Means, Preview, Sent, cost, part
from bot.storage.previewing import preview
from bot.storage.questions import Audience, Words, audience_of, question_letters, valid
from bot.storage.rows.incidents import incident_of, row_of_incident, rows_of_districts
from bot.storage.rows.letters import row_of_letter
from bot.storage.rows.people import DISTRICT_COLUMNS, district_of
from bot.storage.staff_word.talking import end_with_incident
from bot.storage.tables import districts, incident_districts, incidents, outbox
from bot.storage.turn_store.area import read_summaries
from bot.storage.undecided import Undecided, close_matter, one_at_a_time, undecided_of

CHUNK = 2_000


class IncidentStore:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database, elders: Elders = USUAL) -> None:
        """`elders`: the city's, for what it opens."""
        self._database = database
        self._elders = elders

    async def open(self, incident: Incident, words: Words) -> Audience:
        """Writes the incident, a check-in of everyone it concerns and the question's letters: all of it or nothing.

        `words` are the question, free of any language. Whoever opens wakes the outbox afterwards.
        """
        return (await self.open_within(incident, words, None)).audience

    async def open_within(self, incident: Incident, words: Words, left: int | None) -> Sent:
        """The same. `left`: LINE messages of this month, as far as LINE said; short of them, who can wait is held.

        The ledger has it as opened by nobody: it is the command line that opens so.
        """
        async with self._database.writing() as connection:
            means = Means(MailingId(incident.id), left)
            sent = await write_opening(connection, incident, words, concerned(incident, self._born_by(incident)), means)
            await append(connection, [_opened(incident)])
            return sent

    async def preview(self, incident: Incident, words: Words) -> Preview:
        """Whom the opening would reach, and over what; nothing is written."""
        born_by = self._born_by(incident)
        matter = about(incident, born_by, fitted=callable(words))
        async with self._database.reading() as connection:
            return await preview(connection, belongs(concerned(incident, born_by)), matter, incident.opened_at)

    def _born_by(self, incident: Incident) -> date | None:
        return self._elders.born_by(incident.opened_at)

    async def close(self, id_: IncidentId, at: datetime, by: PersonId | None = None) -> Incident | None:
        """The incident as it is then; None where there is none. One that is closed already keeps its time.

        Questions and reminders that surely have not gone are dropped, and so is what waits in its matter, but for what
        was asked of nobody yet (`undecided`). Talks about it end, and each person hears so; whoever closes wakes the
        outbox afterwards. What was asked in a drill is asked no more. `by`: the member of staff who closes it, for the
        ledger; None: closed from the command line.
        """
        async with self._database.writing() as connection:
            await one_at_a_time(connection)
            waits = await undecided_of(connection, id_)
            closing = await connection.execute(_CLOSE, {"incident": id_, "at": at})
            if closing.rowcount:
                await connection.execute(_DROP, {"incident": id_, "at": at})
                await close_matter(connection, waits, at)
                talks = await end_with_incident(connection, id_, at, by)
                unseen = await drop_calls(connection, id_, "incident closed", at)
                await append(connection, [*talks, await _closed(connection, id_, at, by)])
                await note_undelivered(connection, unseen)
        closed = await self.find(id_)
        if closed is not None and closed.drill:
            # On its own: turns lock conversations first.
            async with self._database.writing() as connection:
                await forget_questions(connection, id_)
        return closed

    async def undecided(self, id_: IncidentId) -> Undecided:
        """The proposals that closing it now would take back, and those that it would leave waiting."""
        async with self._database.reading() as connection:
            return await undecided_of(connection, id_)

    async def find(self, id_: IncidentId) -> Incident | None:
        return next((each for each in await self.all() if each.id == id_), None)

    async def all(self) -> tuple[Incident, ...]:
        """The newest first."""
        areas: defaultdict[str, list[str]] = defaultdict(list)
        async with self._database.reading() as connection:
            for row in await connection.execute(_AREAS):
                areas[row.incident_id].append(row.district_id)
            return tuple(incident_of(row, areas[row.id]) for row in await connection.execute(_NEWEST_FIRST))

    async def still_open(self) -> tuple[Incident, ...]:
        """In no order that means anything."""
        async with self._database.reading() as connection:
            return await open_incidents(connection)

    async def foremost(self, district: DistrictId) -> Incident | None:
        """The newest open incident that concerns the district, a real one before any drill; else the newest closed."""
        concerning = [each for each in await self.all() if each.concerns(district)]
        in_force = sorted((each for each in concerning if each.is_open), key=lambda each: each.drill)
        return next(iter((*in_force, *concerning)), None)

    async def summary(self, district: DistrictId, incident: IncidentId) -> AreaSummary:
        """The counts of one district; all zero where the incident does not concern it."""
        asked = SummaryOf(district, incident)
        async with self._database.reading() as connection:
            return (await read_summaries(connection, [asked]))[asked]

    async def districts(self) -> tuple[District, ...]:
        async with self._database.reading() as connection:
            return tuple(district_of(row) for row in await connection.execute(_DISTRICTS))


_CLOSE = (
    update(incidents)
    .where(incidents.c.id == bindparam("incident"), incidents.c.closed_at.is_(None))
    .values(closed_at=bindparam("at"))
)
# A reply that took a held question along answers somebody: it goes whole.
_DROP = (
    update(outbox)
    .where(
        or_(outbox.c.incident_id == bindparam("incident"), outbox.c.reminds_of == bindparam("incident")),
        outbox.c.state == "pending",
        outbox.c.may_have_arrived.is_(False),
        outbox.c.reply_token.is_(None),
    )
    .values(state="dropped", fate=Fate.DROPPED.value, reason="incident closed", settled_at=bindparam("at"))
)
_NEWEST_FIRST = select(incidents).order_by(incidents.c.opened_at.desc(), incidents.c.id.desc())
_AREAS = select(incident_districts).order_by(incident_districts.c.district_id)
_DISTRICTS = select(*DISTRICT_COLUMNS).order_by(districts.c.id)


_DRILL = select(incidents.c.drill).where(incidents.c.id == bindparam("incident"))


def _opened(incident: Incident) -> Entry:
    body = {"mailing": incident.id, "incident": incident.id, "opens": True}
    id_of_row = derived_id("incident opened", incident.id)
    return Entry(id_of_row, incident.opened_at, EntryKind.ANNOUNCED, None, None, body, drill=incident.drill)


async def _closed(connection: AsyncConnection, id_: IncidentId, at: datetime, by: PersonId | None) -> Entry:
    drill = (await connection.execute(_DRILL, {"incident": id_})).scalar_one()
    id_of_row = derived_id("incident closed", id_)
    return Entry(id_of_row, at, EntryKind.INCIDENT_CLOSED, None, by, {"incident": id_}, drill=drill)


async def write_opening(
    connection: AsyncConnection,
    incident: Incident,
    words: Words,
    to: Whom,
    means: Means = Means(),  # noqa: B008 - a value
) -> Sent:
    """In somebody's transaction: a proposal that is carried out opens by the same road as staff do by hand.

    `to`: those of whom it concerns that are asked.
    """
    await connection.execute(insert(incidents), row_of_incident(incident))
    if incident.districts:
        await connection.execute(insert(incident_districts), rows_of_districts(incident))
    asked = await write_check_ins(connection, incident, belongs(to))
    await enqueue(connection, incident, to.born_by, belongs(to))
    matter = about(incident, to.born_by, fitted=callable(words))
    addressees = valid(await addressees_of(connection, incident, matter))
    left = await to_spend(connection, means.left, incident.opened_at)
    parted = part(addressees, left)
    letters = question_letters(incident, words, parted.now, left)
    await write_letters(connection, [replace(each, mailing=means.mailing) for each in letters])
    if means.mailing and parted.held:
        await hold(connection, question_letters(incident, words, parted.held), means.mailing)
    return Sent(audience_of(asked, addressees), cost(letters), len(parted.held))


async def write_letters(connection: AsyncConnection, letters: Sequence[Letter]) -> None:
    """In their order, which is the order of sending."""
    rows: list[dict[str, Any]] = [row_of_letter(each) for each in letters]
    for start in range(0, len(rows), CHUNK):
        await connection.execute(insert(outbox), rows[start : start + CHUNK])
