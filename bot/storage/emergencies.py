"""Declared emergencies: each begins and ends in one transaction with its row of the ledger and its letters."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import DistrictId, PersonId, derived_id
from bot.core.incidents import Emergency
from bot.core.language import Language
from bot.core.people import Role
from bot.core.replies import Reply
from bot.rules.declaring import ended_at
from bot.storage.database import Database
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.questions import Addressee, news_letters, valid
from bot.storage.register import is_open, roles_of, same_account
from bot.storage.rows.consents import body_of_emergency, emergency_of, row_of_emergency
from bot.storage.rows.letters import row_of_letter
from bot.storage.speaking import spoken
from bot.storage.tables import accounts, conversations, emergencies, outbox, people

Words = Callable[[Emergency], tuple[Reply, ...]]
"""What the people of the area are told."""

_ALL = select(emergencies).order_by(emergencies.c.declared_at.desc(), emergencies.c.id)
_UNTOLD = (
    select(emergencies)
    .where(
        emergencies.c.end_told_at.is_(None),
        or_(emergencies.c.ended_at.is_not(None), emergencies.c.until <= bindparam("now", type_=Instant)),
    )
    .order_by(emergencies.c.until)
    .with_for_update()
)
_TELL = (
    update(emergencies).where(emergencies.c.id == bindparam("of")).values(end_told_at=bindparam("at", type_=Instant))
)
_END = (
    update(emergencies)
    .where(
        emergencies.c.id == bindparam("of"),
        emergencies.c.ended_at.is_(None),
        emergencies.c.until > bindparam("at", type_=Instant),
    )
    .values(ended_at=bindparam("at", type_=Instant))
)


class EmergencyStore:
    """All methods raise `Unavailable` when the database is down."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def declare(self, emergency: Emergency, replies: tuple[Reply, ...]) -> int:
        """Opens it, and writes to everybody of the area who can be reached. Returns how many accounts that are."""
        async with self._database.writing() as connection:
            await connection.execute(insert(emergencies), row_of_emergency(emergency))
            told = await _write(connection, emergency, replies, "begins", emergency.declared_at)
            await append(connection, [_declared(emergency)])
        return told

    async def end(self, id_: str, at: datetime, by: PersonId | None = None) -> bool:
        """Ends it by hand, before its time. False where there is none that stands.

        `by`: the ledger names them at once; where nobody is named, its row comes when the people are told.
        """
        async with self._database.writing() as connection:
            if (await connection.execute(_END, {"of": id_, "at": at})).rowcount != 1:
                return False
            if by is not None:
                row = (await connection.execute(_ALL.where(emergencies.c.id == id_))).one()
                await append(connection, [_ended(emergency_of(row), at, by)])
            return True

    async def tell_ended(self, now: datetime, words: Callable[[Emergency, datetime], tuple[Reply, ...]]) -> int:
        """Those that are over, by hand or by themselves: told once to whoever lives there. Returns how many."""
        async with self._database.writing() as connection:
            over = [emergency_of(row) for row in await connection.execute(_UNTOLD, {"now": now})]
            still = [each for each in map(emergency_of, await connection.execute(_ALL)) if _stands(each, now)]
            for each in over:
                end = ended_at(each, now) or now
                await _write(connection, each, words(each, end), "ended", now, still)
                await connection.execute(_TELL, {"of": each.id, "at": now})
            await append(connection, [_ended(each, ended_at(each, now) or now) for each in over])
        return len(over)

    async def all(self) -> tuple[Emergency, ...]:
        """The newest first."""
        async with self._database.reading() as connection:
            return tuple(emergency_of(row) for row in await connection.execute(_ALL))

    async def roles(self, person: PersonId) -> tuple[Role, ...]:
        async with self._database.reading() as connection:
            return tuple((await roles_of(connection, [person])).get(person, ()))


async def _write(
    connection: AsyncConnection,
    emergency: Emergency,
    replies: tuple[Reply, ...],
    what: str,
    at: datetime,
    still: Sequence[Emergency] = (),
) -> int:
    """`still`: emergencies that go on. Where one of them holds, nobody is told that it is over."""
    addressees = valid(await _addressees(connection, emergency, at, still))
    letters = news_letters((what, emergency.id), replies, addressees, at)
    rows: list[dict[str, Any]] = [row_of_letter(each) for each in letters]
    if rows:
        await connection.execute(insert(outbox), rows)
    return len(addressees)


def _stands(emergency: Emergency, now: datetime) -> bool:
    return emergency.declared_at <= now and ended_at(emergency, now) is None


async def _addressees(
    connection: AsyncConnection, emergency: Emergency, at: datetime, still: Sequence[Emergency]
) -> Sequence[Addressee]:
    """Everybody who lives in the area: people without a matched area are outside (standards.md 2.6, row 10).

    Nothing changes for people under a disclosure block, and no phone of theirs is told that it does.
    """
    lives_there = people.c.district_id.is_not(None)
    if emergency.districts:
        lives_there = people.c.district_id.in_(emergency.districts)
    statement = (
        select(
            accounts, people.c.support_needed, people.c.district_id, people.c.disclosure_block, spoken.label("spoken")
        )
        .join(people, people.c.id == accounts.c.person_id)
        .outerjoin(conversations, same_account)
        .where(lives_there, is_open)
    )
    rows = (await connection.execute(statement)).all()
    hidden = {(row.channel, row.address) for row in rows if row.disclosure_block}
    told = [row for row in rows if not any(each.holds(DistrictId(row.district_id), at) for each in still)]
    return [
        Addressee(PersonId(row.person_id), Channel(row.channel), row.address, Language(row.spoken), row.support_needed)
        for row in told
        if (row.channel, row.address) not in hidden
    ]


def _declared(emergency: Emergency) -> Entry:
    return Entry(
        derived_id("emergency", emergency.id, "declared"),
        emergency.declared_at,
        EntryKind.EMERGENCY_DECLARED,
        None,
        emergency.declared_by,
        body_of_emergency(emergency),
    )


def _ended(emergency: Emergency, at: datetime, by: PersonId | None = None) -> Entry:
    """The same row whoever writes it first."""
    body = {"emergency": emergency.id, "by_hand": emergency.ended_at is not None}
    return Entry(derived_id("emergency", emergency.id, "ended"), at, EntryKind.EMERGENCY_ENDED, None, by, body)
