"""How far the change feed was read. One row, made by the first reading."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.tables import city_os_consents, city_os_feed, city_os_people, people

_FEED = select(city_os_feed).where(city_os_feed.c.id == 1)
_LOCKED = _FEED.with_for_update()
_MOVE = update(city_os_feed).where(city_os_feed.c.id == 1).values(cursor=bindparam("reached"))
_COMPLETE = update(city_os_feed).where(city_os_feed.c.id == 1).values(as_of=bindparam("at", type_=Instant))
_COMPARED = update(city_os_feed).where(city_os_feed.c.id == 1).values(compared_at=bindparam("at", type_=Instant))
_ANEW = (
    update(city_os_feed)
    .where(city_os_feed.c.id == 1)
    .values(cursor="", reading=city_os_feed.c.reading + 1, compared_at=None)
)
_LEFT_BEHIND = delete(city_os_consents).where(city_os_consents.c.reading < bindparam("now_reading"))
_EVERYBODY = insert(city_os_people).from_select(
    ["person_id", "subject"], select(people.c.id, people.c.subject).where(people.c.subject.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Feed:
    """`as_of`: when the mirror was last complete; `compared_at`: when everybody was last compared. None: never."""

    cursor: str = ""
    as_of: datetime | None = None
    reading: int = 0
    compared_at: datetime | None = None


async def read_feed(connection: AsyncConnection, *, to_write: bool = False) -> Feed | None:
    """None: it was never begun. `to_write`: nobody else moves it until the transaction ends."""
    row = (await connection.execute(_LOCKED if to_write else _FEED)).one_or_none()
    return Feed(row.cursor, row.as_of, row.reading, row.compared_at) if row else None


async def move(connection: AsyncConnection, cursor: str) -> None:
    await connection.execute(_MOVE, {"reached": cursor})


async def complete(connection: AsyncConnection, reading: int, as_of: datetime) -> None:
    """The end of the feed is reached: what this reading has not met is gone there."""
    await connection.execute(_LEFT_BEHIND, {"now_reading": reading})
    await connection.execute(_COMPLETE, {"at": as_of})


async def compared(connection: AsyncConnection, at: datetime) -> None:
    await connection.execute(_COMPARED, {"at": at})


async def begin_anew(connection: AsyncConnection) -> None:
    """From the first change on, for everybody who has a subject at this moment. What is known stays until then."""
    row = {"id": 1, "cursor": "", "as_of": None, "reading": 0, "compared_at": None}
    await add_new(connection, city_os_feed, [row])
    await connection.execute(_ANEW)
    await connection.execute(delete(city_os_people))
    await connection.execute(_EVERYBODY)
