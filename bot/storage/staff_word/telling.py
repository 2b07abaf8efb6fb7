"""What follows from a word of staff, in its transaction: notices, messages with their disclosures, the ledger."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import IncidentId, PersonId
from bot.core.incidents import Incident
from bot.core.records import Message, NoticeRaised, Record
from bot.core.requests import Circle, CircleOf
from bot.storage.agreed import CityOsRules
from bot.storage.insert import add_new
from bot.storage.ladder.mailing import write_messages
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry
from bot.storage.rows.incidents import incident_of
from bot.storage.rows.notices import row_of_notice
from bot.storage.tables import incidents, notices
from bot.storage.turn_store.circle import read_circles


async def open_incident(connection: AsyncConnection, id_: IncidentId) -> Incident | None:
    """Without its districts: nobody needs them here. None: closed, or never there. Held open until the commit."""
    still_open = select(incidents).where(incidents.c.id == id_, incidents.c.closed_at.is_(None))
    row = (await connection.execute(still_open.with_for_update(read=True))).first()
    return incident_of(row, []) if row else None


async def circle_of(connection: AsyncConnection, person: PersonId, city_os: CityOsRules | None) -> Circle | None:
    asked = CircleOf(person)
    return (await read_circles(connection, [asked], city_os))[asked]


async def raise_notices(connection: AsyncConnection, records: Iterable[Record]) -> None:
    raised = [row_of_notice(each, None) for each in records if isinstance(each, NoticeRaised)]
    await add_new(connection, notices, raised)


async def end_notices(connection: AsyncConnection, wanted: Sequence[str], at: datetime) -> None:
    """Marks them done, as staff would on the board; those that are done keep their time."""
    if wanted:
        still_open = (notices.c.id.in_(wanted), notices.c.done_at.is_(None))
        await connection.execute(update(notices).where(*still_open).values(done_at=at))


async def send_and_write_down(
    connection: AsyncConnection, messages: Sequence[Message], entries: Sequence[Entry], named: str, at: datetime
) -> int:
    """To how many people. Last in the transaction, because the ledger's head stays locked from here on."""
    written = await write_messages(connection, messages, ("staff word", named), at) if messages else ()
    await append(connection, entries)
    return len({each.to for each in written})
