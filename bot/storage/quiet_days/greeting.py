"""Greets those whose hour it is, chunk by chunk: who is greeted and their letters stand in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Date, Integer, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import DistrictId
from bot.core.language import Language
from bot.core.quiet_days import QuietDays
from bot.core.quota import AskQuota, left_of, unknown
from bot.core.records import Message, NoticeRaised
from bot.core.replies import Reply
from bot.core.requests import Circle, CircleOf
from bot.rules.quiet_days import Greeting
from bot.storage.agreed import CityOsRules
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.ladder.mailing import write_messages
from bot.storage.outbox.budget import Budget
from bot.storage.outbox.quiet_silence import last_sign
from bot.storage.outbox.waiting import suffices, to_spend
from bot.storage.questions import Addressee, news_letters, once
from bot.storage.quiet_days.arrivals import mailing_of, without_arrival
from bot.storage.reachable import addressees_among
from bot.storage.rows.letters import row_of_letter
from bot.storage.rows.notices import row_of_notice
from bot.storage.rows.quiet_days import quiet_days_of
from bot.storage.tables import notices, outbox, people, quiet_days
from bot.storage.turn_store.circle import read_circles

CHUNK = 1_000
"""People in one transaction."""

_IS_DUE = (
    (quiet_days.c.state == "on")
    & quiet_days.c.hour.between(bindparam("first_hour", type_=Integer), bindparam("last_hour", type_=Integer))
    & or_(quiet_days.c.looked_on.is_(None), quiet_days.c.looked_on < bindparam("today", type_=Date))
)
_ANY = select(quiet_days.c.person_id).where(_IS_DUE).limit(1)
_SOME = (
    select(quiet_days, people.c.district_id, last_sign.label("last_sign"))
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
    short: NoticeRaised
    """Where the month's messages are not enough for the greetings."""


class GreetingStore:
    """Raises `Unavailable` when the database is down; what was done stays done, and is not done again."""

    def __init__(self, database: Database, city_os: CityOsRules | None = None, quota: AskQuota = unknown) -> None:
        """`quota`: of LINE. Where it is short nobody is greeted there: an incident's messages need it more."""
        self._database = database
        self._city_os = city_os
        self._quota = quota

    async def greet(self, morning: Morning) -> int:
        """How many were greeted. Most looks find nobody, and write nothing."""
        asked = {"first_hour": morning.hours[0], "last_hour": morning.hours[1], "today": morning.today}
        async with self._database.reading() as connection:
            if (await connection.execute(_ANY, asked)).first() is None:
                return 0
        greeted, left = 0, await left_of(self._quota)
        while True:
            async with self._database.writing() as connection:
                rows = (await connection.execute(_SOME, asked)).all()
                some = [Someone(quiet_days_of(row), row.district_id, row.last_sign) for row in rows]
                greeted += await self._deal_with(connection, morning, some, left)
            if len(some) < CHUNK:
                return greeted

    async def _deal_with(
        self, connection: AsyncConnection, morning: Morning, some: Sequence[Someone], left: int | None
    ) -> int:
        some, unarrived = await _counting(connection, some)
        decided = [(each.arranged, morning.decide(each)) for each in some]
        due = [arranged for arranged, step in decided if step is not None and step.greets]
        reachable = await addressees_among(connection, [each.person for each in due]) if due else ()
        known = {each.person for each in reachable}
        sent = [(each, None if each in due and each.person not in known else step) for each, step in decided]
        silent = [(arranged, step.unanswered) for arranged, step in sent if step is not None and step.tells]
        await self._tell(connection, morning, silent, left)
        addressees = await _affordable(connection, morning, reachable, left)
        reached = {each.person for each in addressees}
        if sent:
            looked = [_row(each, step, morning.today, is_greeted=each.person in reached) for each, step in sent]
            await connection.execute(_LOOKED, looked)
        await _write_greetings(connection, morning, addressees)
        unsent = [*unarrived, *(each for each in due if each.person not in known)]
        await _raise(connection, morning, [morning.unsent(each) for each in unsent])
        return len(reached)

    async def _tell(
        self, connection: AsyncConnection, morning: Morning, silent: Sequence[tuple[QuietDays, int]], left: int | None
    ) -> None:
        """Before anybody is greeted: where messages are short, who was promised to hear comes first.

        The silent read that it was told only where it goes now: what waits goes no more once they have answered.
        """
        if not silent:
            return
        circles = await read_circles(connection, [CircleOf(each.person) for each, _ in silent], self._city_os)
        told: list[Message] = []
        for arranged, unanswered in silent:
            circle = circles[CircleOf(arranged.person)]
            told += morning.to_contact(circle, arranged, unanswered) if circle is not None else ()
        named = ("quiet silence", morning.now.isoformat(), silent[0][0].person)
        budget = Budget(await to_spend(connection, left, morning.now))
        to_contacts = [message for message in told if message.disclosures]
        going = await write_messages(connection, to_contacts, named, morning.now, budget)
        heard_of = {each.about for message in going for each in message.disclosures}
        to_them = [message for message in told if not message.disclosures and message.to in heard_of]
        await write_messages(connection, to_them, (*named, "told"), morning.now, budget)
        untold = [morning.untold(each) for each, _ in silent if each.person not in heard_of]
        await _raise(connection, morning, untold)


async def _counting(
    connection: AsyncConnection, some: Sequence[Someone]
) -> tuple[Sequence[Someone], Sequence[QuietDays]]:
    """The same, but who counts anew as their last greeting never arrived; and who these are."""
    greeted = {each.arranged.person: day for each in some if (day := each.arranged.greeted_on)}
    missed = await without_arrival(connection, greeted)
    anew = [
        replace(each, arranged=replace(each.arranged, greeted_on=None, unanswered=0))
        if each.arranged.person in missed
        else each
        for each in some
    ]
    return anew, [each.arranged for each in some if each.arranged.person in missed]


async def _affordable(
    connection: AsyncConnection, morning: Morning, reachable: Sequence[Addressee], left: int | None
) -> Sequence[Addressee]:
    """All of them, or the web chat alone where the month's messages are short; the staff hear of that."""
    wanted = sum(each.channel is Channel.LINE for each in once(reachable))
    if await suffices(connection, left, wanted, morning.now):
        return reachable
    await _raise(connection, morning, [morning.short])
    return [each for each in reachable if each.channel is not Channel.LINE]


def _row(arranged: QuietDays, step: Greeting | None, today: date, *, is_greeted: bool) -> dict[str, object]:
    """Who is not greeted today, or not any more, or cannot be written to, begins anew: not sent is no silence.

    For whom messages were short the last greeting stays the one that counts.
    """
    greets = step is not None and step.greets
    return {
        "person": arranged.person,
        "day": today,
        "new_greeted_on": (today if is_greeted else arranged.greeted_on) if greets else None,
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
        mailing = mailing_of(morning.today)
        await add_new(connection, outbox, [row_of_letter(replace(each, mailing=mailing)) for each in letters])
