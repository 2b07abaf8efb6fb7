"""Over which accounts people can be written to, for what many get alike: the question, a reminder."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel
from bot.core.ids import PersonId
from bot.core.language import Language
from bot.storage.among import among
from bot.storage.questions import Addressee, valid
from bot.storage.register import is_open, same_account
from bot.storage.speaking import spoken
from bot.storage.tables import accounts, check_ins, conversations, people

has_road = exists(
    select(accounts.c.person_id)
    .outerjoin(conversations, same_account)
    .where(accounts.c.person_id == check_ins.c.person_id, is_open)
)
"""Of whom a check-in is: whether there is an account that can be written to."""

_ADDRESSEES = (
    select(accounts, people.c.support_needed, spoken.label("spoken"))
    .join(people, people.c.id == accounts.c.person_id)
    .outerjoin(conversations, same_account)
    .where(among(accounts.c.person_id, "people"), is_open)
    .order_by(accounts.c.person_id, accounts.c.channel, accounts.c.address)
)


async def addressees_among(connection: AsyncConnection, people: Collection[PersonId]) -> Sequence[Addressee]:
    """The open accounts of these people; none of a form that a channel would refuse."""
    rows = await connection.execute(_ADDRESSEES, {"people": list(people)})
    return valid(_addressee(row) for row in rows)


def _addressee(row: Row[tuple[object, ...]]) -> Addressee:
    return Addressee(
        PersonId(row.person_id), Channel(row.channel), row.address, Language(row.spoken), row.support_needed
    )
