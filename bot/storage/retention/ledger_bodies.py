"""Contents of the ledger whose time is over: the bodies go, the rows, their digests and hashes stay.

Each erasure is a row of the ledger itself, or `anpi ledger verify` would call it a fault.
"""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import derived_id
from bot.storage.instant import Instant
from bot.storage.ledger.append import append
from bot.storage.ledger.entry import Entry, EntryKind
from bot.storage.tables import ledger

_HAS_A_BODY = (ledger.c.body.is_not(None), ledger.c.kind != EntryKind.BODIES_ERASED.value)
# A consent may be entered long after it was given: only what stands before every younger row is old for sure.
_YOUNGER = select(func.min(ledger.c.seq)).where(ledger.c.at >= bindparam("cutoff", type_=Instant)).scalar_subquery()
_AFTER_ALL = select(func.coalesce(func.max(ledger.c.seq), 0) + 1).scalar_subquery()
_DUE = select(ledger.c.seq).where(*_HAS_A_BODY, ledger.c.seq < func.coalesce(_YOUNGER, _AFTER_ALL))
_COUNT = select(func.count()).select_from(_DUE.subquery())
_SOME = _DUE.order_by(ledger.c.seq).limit(bindparam("most"))
_ERASE = (
    update(ledger).where(*_HAS_A_BODY, ledger.c.seq.between(bindparam("first"), bindparam("last"))).values(body=None)
)


async def count_bodies(connection: AsyncConnection, cutoff: datetime) -> int:
    return (await connection.execute(_COUNT, {"cutoff": cutoff})).scalar_one()


async def erase_bodies(connection: AsyncConnection, cutoff: datetime, now: datetime, most: int) -> int:
    """The oldest, with the entry that says so, in one transaction."""
    due = list(await connection.scalars(_SOME, {"cutoff": cutoff, "most": most}))
    if not due:
        return 0
    span = {"first": due[0], "last": due[-1]}
    await connection.execute(_ERASE, span)
    id_ = derived_id("bodies erased", span["first"], span["last"])
    await append(connection, [Entry(id_, now, EntryKind.BODIES_ERASED, None, None, span)])
    return len(due)
