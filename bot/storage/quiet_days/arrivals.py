"""Which greetings never arrived: those asked nothing, so that no answer to them is no silence."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import MailingId, PersonId
from bot.storage.among import among
from bot.storage.tables import accounts, outbox

_LETTERS = select(outbox.c.mailing, outbox.c.channel, outbox.c.recipients, outbox.c.state).where(
    among(outbox.c.mailing, "mailings"), outbox.c.mailing.is_not(None)
)
_ACCOUNTS = select(accounts.c.person_id, accounts.c.channel, accounts.c.address).where(
    among(accounts.c.person_id, "people")
)


def mailing_of(day: date) -> MailingId:
    """What the greetings of one day belong to."""
    return MailingId(f"greeting {day.isoformat()}")


async def without_arrival(connection: AsyncConnection, greeted: Mapping[PersonId, date]) -> frozenset[PersonId]:
    """Those whose greeting of that day no channel has taken for any account of theirs: refused, given up, or waiting.

    Of whom no letter is found any more, what was written then still counts.
    """
    if not greeted:
        return frozenset()
    mailings = {"mailings": sorted({mailing_of(day) for day in greeted.values()})}
    arrived: dict[tuple[str, str, str], bool] = {}
    for row in await connection.execute(_LETTERS, mailings):
        for address in row.recipients:
            key = (row.mailing, row.channel, address)
            arrived[key] = arrived.get(key, False) or row.state == "done"
    found: dict[PersonId, bool] = {}
    for person_id, channel, address in await connection.execute(_ACCOUNTS, {"people": sorted(greeted)}):
        person = PersonId(person_id)
        key = (mailing_of(greeted[person]), channel, address)
        if key in arrived:
            found[person] = found.get(person, False) or arrived[key]
    return frozenset(person for person, has_arrived in found.items() if not has_arrived)
