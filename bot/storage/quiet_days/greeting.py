"""Greets those whose hour it is, chunk by chunk: who is greeted and their letters stand in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Date, Integer, bindparam, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import DistrictId
from bot.core.language import Language
from bot.core.quiet_days import QuietDays
from bot.core.records import Message, NoticeRaised
from bot.core.replies import Reply
from bot.core.requests import Circle, CircleOf
from bot.rules.quiet_days import Greeting
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.ladder.mailing import write_messages
from bot.storage.questions import Addressee, news_letters
from bot.storage.reachable import addressees_among
from bot.storage.register import same_account
from bot.storage.rows.letters import row_of_letter
from bot.storage.rows.notices import row_of_notice
from bot.storage.rows.quiet_days import quiet_days_of
from bot.storage.tables import accounts, conversations, notices, outbox, people, quiet_days
from bot.storage.turn_store.circle import read_circles

CHUNK = 1_000
"""People in one transaction."""

_last_sign = (
    select(func.max(conversations.c.last_event_at, type_=Instant))
    .select_from(accounts)
    .join(conversations, same_account)
    .where(accounts.c.person_id == quiet_days.c.person_id, conversations.c.person_id == quiet_days.c.person_id)
    .scalar_subquery()
)
"""The last that came from them. On a phone that several share only what was settled to be theirs counts."""
_IS_DUE = (
    (quiet_days.c.state == "on")
    & quiet_days.c.hour.between(bindparam("first_hour", type_=Integer), bindparam("last_hour", type_=Integer))
    & or_(quiet_days.c.looked_on.is_(None), quiet_days.c.looked_on < bindparam("today", type_=Date))
)
_ANY = select(quiet_days.c.person_id).where(_IS_DUE).limit(1)
_SOME = (
    select(quiet_days, people.c.district_id, _last_sign.label("last_sign"))
    .join(people, people.c.id == quiet_days.c.person_id)
    .where(_IS_DUE)
    .order_by(quiet_days.c.person_id)
    .limit(CHUNK)
    .with_for_update(of=quiet_days)
)
_LOOKED = (
    update(quiet_days)
    .where(quiet_days.c.person_id == bindparam("person"))
    .values(
        looked_on=bindparam("day", type_=Date),
        greeted_on=bindparam("new_greeted_on", type_=Date),
        unanswered=bindparam("new_unanswered", type_=Integer),
    )
)


@dataclass(frozen=True, slots=True)
class Someone:
    """An arrangement that is due, where the person lives, and the last that came from them."""

    arranged: QuietDays
    district: DistrictId | None
    last_sign: datetime | None


@dataclass(frozen=True, slots=True)
class Morning:
    """One look at the clock: the city's day, the hours that are due, and what is decided and said. Pure."""

    now: datetime
    today: date
    hours: tuple[int, int]
    decide: Callable[[Someone], Greeting | None]
    words: Callable[[Language], tuple[Reply, ...]]
    to_contact: Callable[[Circle, QuietDays, int], Sequence[Message]]
    untold: Callable[[QuietDays], NoticeRaised]
    unsent: Callable[[QuietDays], NoticeRaised]


class GreetingStore:
    """Raises `Unavailable` when the database is down; what was done stays done, and is not done again."""

    def __init__(self, database: Database, city_os: CityOsRules | None = None) -> None:
        self._database = database
        self._city_os = city_os

    async def greet(self, morning: Morning) -> int:
        """How many were greeted. Most looks find nobody, and write nothing."""
        asked = {"first_hour": morning.hours[0], "last_hour": morning.hours[1], "today": morning.today}
        async with self._database.reading() as connection:
            if (await connection.execute(_ANY, asked)).first() is None:
                return 0
        greeted = 0
        while True:
            async with self._database.writing() as connection:
                rows = (await connection.execute(_SOME, asked)).all()
                some = [Someone(quiet_days_of(row), row.district_id, row.last_sign) for row in rows]
                greeted += await self._deal_with(connection, morning, some)
            if len(some) < CHUNK:
                return greeted

    async def _deal_with(self, connection: AsyncConnection, morning: Morning, some: Sequence[Someone]) -> int:
        decided = [(each.arranged, morning.decide(each)) for each in some]
        due = [arranged for arranged, step in decided if step is not None and step.greets]
        addressees = await addressees_among(connection, [each.person for each in due]) if due else ()
        reached = {each.person for each in addressees}
        unsent = [each for each in due if each.person not in reached]
        sent = [(each, None if each in unsent else step) for each, step in decided]
        if sent:
            await connection.execute(_LOOKED, [_row(arranged, step, morning.today) for arranged, step in sent])
        await _write_greetings(connection, morning, addressees)
        await _raise(connection, morning, [morning.unsent(each) for each in unsent])
        silent = [(arranged, step.unanswered) for arranged, step in sent if step is not None and step.tells]
        await self._tell(connection, morning, silent)
        return len(reached)

    async def _tell(
        self, connection: AsyncConnection, morning: Morning, silent: Sequence[tuple[QuietDays, int]]
    ) -> None:
        if not silent:
            return
        circles = await read_circles(connection, [CircleOf(each.person) for each, _ in silent], self._city_os)
        told: list[Message] = []
        untold: list[QuietDays] = []
        for arranged, unanswered in silent:
            circle = circles[CircleOf(arranged.person)]
            messages = morning.to_contact(circle, arranged, unanswered) if circle is not None else ()
            told += messages
            untold += [] if messages else [arranged]
        named = ("quiet silence", morning.now.isoformat(), silent[0][0].person)
        await write_messages(connection, told, named, morning.now)
        await _raise(connection, morning, [morning.untold(each) for each in untold])


def _row(arranged: QuietDays, step: Greeting | None, today: date) -> dict[str, object]:
    """Who is not greeted today, or not any more, or cannot be written to, begins anew: not sent is no silence."""
    greets = step is not None and step.greets
    return {
        "person": arranged.person,
        "day": today,
        "new_greeted_on": today if greets else None,
        "new_unanswered": step.unanswered if step is not None else 0,
    }


async def _raise(connection: AsyncConnection, morning: Morning, raised: Sequence[NoticeRaised]) -> None:
    await add_new(connection, notices, [row_of_notice(replace(each, at=morning.now), None) for each in raised])


async def _write_greetings(connection: AsyncConnection, morning: Morning, addressees: Sequence[Addressee]) -> None:
    """The same text for all who speak the same language, five hundred in one call on LINE."""
    if not addressees:
        return
    first = min(each.person for each in addressees)
    for language in sorted({each.language for each in addressees}):
        alike = [each for each in addressees if each.language is language]
        of = ("greeting", f"{morning.now.isoformat()} {first} {language}")
        letters = news_letters(of, morning.words(language), alike, morning.now)
        await add_new(connection, outbox, [row_of_letter(each) for each in letters])
