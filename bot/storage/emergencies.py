"""Declared emergencies: each begins and ends in one transaction with its row of the ledger and its letters."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import DistrictId, PersonId, derived_id
from bot.core.incidents import Emergency
from bot.core.language import Language
from bot.core.people import Role
from bot.core.quota import AskQuota, left_of, unknown
from bot.core.replies import Reply
from bot.rules.declaring import ended_at
from bot.storage.database import Database
from bot.storage.helpers_told.queue import look_again
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.outbox.waiting import to_spend, waiting_on_line
from bot.storage.parting import Preview, preview_of
from bot.storage.questions import Addressee, news_letters, valid
from bot.storage.register import is_open, roles_of, same_account
from bot.storage.rows import AnyRow
from bot.storage.rows.consents import body_of_emergency, emergency_of, row_of_emergency
from bot.storage.rows.letters import row_of_letter
from bot.storage.speaking import spoken
from bot.storage.tables import accounts, conversations, emergencies, outbox, people

Words = Callable[[Emergency], tuple[Reply, ...]]
"""What the people of the area are told."""

_ALL = select(emergencies).order_by(emergencies.c.declared_at.desc(), emergencies.c.id)
_ANY_UNTOLD = select(emergencies).where(
    emergencies.c.end_told_at.is_(None),
    or_(emergencies.c.ended_at.is_not(None), emergencies.c.until <= bindparam("now", type_=Instant)),
)
_UNTOLD = _ANY_UNTOLD.order_by(emergencies.c.until).with_for_update()
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

    async def declare(self, emergency: Emergency, replies: tuple[Reply, ...], left: int | None = None) -> int:
        """Opens it, and writes to everybody of the area who can be reached. Returns how many accounts that are.

        `left`: LINE messages of this month, as far as LINE said; short of them, who needs support comes first.
        """
        async with self._database.writing() as connection:
            await connection.execute(insert(emergencies), row_of_emergency(emergency))
            addressees = await _addressees(connection, emergency, emergency.declared_at)
            named = ("begins", emergency.id)
            told = await _write(connection, named, replies, addressees, emergency.declared_at, left)
            await append(connection, [_declared(emergency)])
        # After it counts, or a look that is under way would miss it.
        async with self._database.writing() as connection:
            await look_again(connection, emergency.districts)
        return told

    async def preview(self, emergency: Emergency) -> Preview:
        """Whom declaring it would write to, and over what; nothing is written. Its end writes to them again.

        Who is under a disclosure block is not told, and counts here as anybody: less the look before a notice to the
        same districts, which does reach them, the numbers would else be how many they are, and by which road.
        """
        async with self._database.reading() as connection:
            addressees = valid(map(_addressee, await _accounts(connection, emergency)))
            counted = select(func.count()).select_from(people).where(_lives_there(emergency))
            waiting = await waiting_on_line(connection, emergency.declared_at)
            return preview_of((await connection.execute(counted)).scalar_one(), addressees, waiting=waiting)

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

    async def tell_ended(
        self,
        now: datetime,
        words: Callable[[Emergency, datetime], tuple[Reply, ...]],
        quota: AskQuota = unknown,
    ) -> int:
        """Those that are over, by hand or by themselves: told once to whoever lives there. Returns how many.

        `quota`: of LINE, asked only where there is somebody to tell.
        """
        async with self._database.reading() as connection:
            if (await connection.execute(_ANY_UNTOLD, {"now": now})).first() is None:
                return 0
        left = await left_of(quota)
        async with self._database.writing() as connection:
            over = [emergency_of(row) for row in await connection.execute(_UNTOLD, {"now": now})]
            still = [each for each in map(emergency_of, await connection.execute(_ALL)) if _stands(each, now)]
            for each in over:
                end = ended_at(each, now) or now
                addressees = await _addressees(connection, each, now, still)
                await _write(connection, ("ended", each.id), words(each, end), addressees, now, left)
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
    named: tuple[str, str],
    replies: tuple[Reply, ...],
    addressees: Sequence[Addressee],
    at: datetime,
    left: int | None,
) -> int:
    spendable = await to_spend(connection, left, at)
    letters = news_letters(named, replies, addressees, at, left=spendable)
    rows: list[dict[str, Any]] = [row_of_letter(each) for each in letters]
    if rows:
        await connection.execute(insert(outbox), rows)
    return len(addressees)


def _stands(emergency: Emergency, now: datetime) -> bool:
    return emergency.declared_at <= now and ended_at(emergency, now) is None


async def _addressees(
    connection: AsyncConnection, emergency: Emergency, at: datetime, still: Sequence[Emergency] = ()
) -> Sequence[Addressee]:
    """Everybody who lives in the area: people without a matched area are outside (standards.md 2.6, row 10).

    `still`: emergencies that go on. Where one of them holds, nobody is told that it is over.
    Nothing changes for people under a disclosure block, and no phone of theirs is told that it does.
    """
    rows = await _accounts(connection, emergency)
    hidden = {(row.channel, row.address) for row in rows if row.disclosure_block}
    told = [row for row in rows if not any(each.holds(DistrictId(row.district_id), at) for each in still)]
    return valid(_addressee(row) for row in told if (row.channel, row.address) not in hidden)


async def _accounts(connection: AsyncConnection, emergency: Emergency) -> Sequence[AnyRow]:
    """All of the area over which somebody can be reached."""
    statement = (
        select(
            accounts, people.c.support_needed, people.c.district_id, people.c.disclosure_block, spoken.label("spoken")
        )
        .join(people, people.c.id == accounts.c.person_id)
        .outerjoin(conversations, same_account)
        .where(_lives_there(emergency), is_open)
    )
    return (await connection.execute(statement)).all()


def _addressee(row: AnyRow) -> Addressee:
    return Addressee(
        PersonId(row.person_id), Channel(row.channel), row.address, Language(row.spoken), row.support_needed
    )


def _lives_there(emergency: Emergency) -> ColumnElement[bool]:
    if emergency.districts:
        return people.c.district_id.in_(emergency.districts)
    return people.c.district_id.is_not(None)


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
