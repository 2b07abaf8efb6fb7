"""Sends the monthly drill to those who wished for it, each once in a month, marked as a drill."""

from datetime import datetime

from sqlalchemy import bindparam, or_, select, update

from bot.core.events import Channel
from bot.core.ids import PersonId
from bot.core.quota import AskQuota, left_of, unknown
from bot.core.records import NoticeRaised
from bot.core.replies import Reply
from bot.storage.among import among
from bot.storage.database import Database
from bot.storage.insert import add_new
from bot.storage.outbox.waiting import suffices
from bot.storage.questions import news_letters
from bot.storage.quiet_days.practice_counts import keep_counts_before
from bot.storage.reachable import addressees_among
from bot.storage.rows.letters import row_of_letter
from bot.storage.rows.notices import row_of_notice
from bot.storage.tables import notices, outbox, practices

CHUNK = 1_000

_IS_DUE = or_(practices.c.asked_in.is_(None), practices.c.asked_in < bindparam("month"))
_ANY = select(practices.c.person_id).where(_IS_DUE).limit(1)
_SOME = select(practices.c.person_id).where(_IS_DUE).order_by(practices.c.person_id).limit(CHUNK).with_for_update()
_ASKED = update(practices).where(among(practices.c.person_id, "people")).values(asked_in=bindparam("month"))


class PracticeStore:
    """Raises `Unavailable` when the database is down."""

    def __init__(self, database: Database, quota: AskQuota = unknown) -> None:
        """`quota`: of LINE. Where it is short no drill goes out: an incident's messages need it more."""
        self._database = database
        self._quota = quota

    async def send(self, month: str, replies: tuple[Reply, ...], now: datetime, short: NoticeRaised) -> int:
        """How many were asked to practise. `short`: what the staff hear where the month's messages are not enough."""
        async with self._database.reading() as connection:
            if (await connection.execute(_ANY, {"month": month})).first() is None:
                return 0
        async with self._database.writing() as connection:
            await keep_counts_before(connection, month)
        asked, left = 0, await left_of(self._quota)
        while True:
            async with self._database.writing() as connection:
                some = [PersonId(each) for each in await connection.scalars(_SOME, {"month": month})]
                if some:
                    addressees = await addressees_among(connection, some)
                    wanted = sum(each.channel is Channel.LINE for each in addressees)
                    if not await suffices(connection, left, wanted, now):
                        await add_new(connection, notices, [row_of_notice(short, None)])
                        return asked
                    await connection.execute(_ASKED, {"people": some, "month": month})
                    letters = news_letters(
                        ("practice", f"{month} {some[0]} {now.isoformat()}"), replies, addressees, now, drill=True
                    )
                    await add_new(connection, outbox, [row_of_letter(each) for each in letters])
            asked += len(some)
            if len(some) < CHUNK:
                return asked
