"""Letters that wait for an account whose link has ended: what was for one person never goes to another (promise 2)."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Text, bindparam, cast, delete, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.events import Channel, address_of, channel_of
from bot.core.ids import ConversationId
from bot.core.letters import Fate
from bot.storage.among import among
from bot.storage.instant import Instant
from bot.storage.ledger.undelivered import Ended
from bot.storage.rows import AnyRow
from bot.storage.tables import accounts, held_mail, ledger, outbox

REASON: Final = "account untied"

_OWNERS = select(accounts.c.person_id).where(
    accounts.c.channel == bindparam("channel"), accounts.c.address == bindparam("address")
)
# What an attempt holds at this moment is not waited for: its ground is looked at again before the next one.
_WAITING = (
    select(outbox.c.id, outbox.c.recipients, outbox.c.showing, outbox.c.may_have_arrived)
    .where(
        outbox.c.state == literal_column("'pending'"),
        outbox.c.channel == bindparam("channel"),
    )
    .order_by(outbox.c.seq)
    .with_for_update(skip_locked=True)
)
_FOR_WHOM = select(ledger.c.message_id, ledger.c.other_id).where(among(ledger.c.message_id, "messages"))
_DROP = (
    update(outbox)
    .where(among(outbox.c.id, "letters"))
    .values(state="dropped", fate=Fate.WITHHELD.value, reason=REASON, settled_at=bindparam("now", type_=Instant))
)
_NARROW = (
    update(outbox)
    .where(outbox.c.id == bindparam("letter"))
    .values(recipients=bindparam("left", type_=outbox.c.recipients.type))
)
_LET_GO = delete(held_mail).where(held_mail.c.address == bindparam("address"))


async def drop_waiting(connection: AsyncConnection, account: ConversationId, now: datetime) -> list[Ended]:
    """Once the link is gone, and before anything is written to whoever holds the account now.

    All that is for it alone, its part in what goes to many, what was held; while it is somebody else's as well, what
    shows something to others than those. Returns what the ledger is to be told at the end of the transaction.
    """
    here = {"channel": channel_of(account).value, "address": address_of(account)}
    owners = set(await connection.scalars(_OWNERS, here))
    its_own = cast(outbox.c.recipients, Text).contains(json.dumps(here["address"]), autoescape=True)
    rows = (await connection.execute(_WAITING.where(its_own), {"channel": here["channel"]})).all()
    waiting = [row for row in rows if row.recipients == [here["address"]]]
    if not owners:
        await _leave_out(connection, account, rows)
    elif waiting:
        shown = await connection.execute(_FOR_WHOM, {"messages": sorted({each.showing or "" for each in waiting})})
        for_others = {row.message_id for row in shown if row.other_id not in owners}
        waiting = [each for each in waiting if each.showing in for_others]
    if waiting:
        await connection.execute(_DROP, {"letters": [each.id for each in waiting], "now": now})
    return [Ended(each.showing, Fate.WITHHELD, REASON, now) for each in waiting if each.showing]


async def _leave_out(connection: AsyncConnection, account: ConversationId, rows: Sequence[AnyRow]) -> None:
    """A call that may have arrived stays as it is: LINE takes its retry key for the very same call alone."""
    address = address_of(account)
    of_many = [row for row in rows if len(row.recipients) > 1 and not row.may_have_arrived]
    narrowed = [{"letter": row.id, "left": [each for each in row.recipients if each != address]} for row in of_many]
    if narrowed:
        await connection.execute(_NARROW, narrowed)
    if channel_of(account) is Channel.LINE:
        await connection.execute(_LET_GO, {"address": address})
