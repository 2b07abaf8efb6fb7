"""Adds rows to the ledger within somebody's transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.among import among
from bot.storage.copying import add_many
from bot.storage.ledger.chain import Head, chained
from bot.storage.ledger.entry import Entry
from bot.storage.tables import ledger, ledger_head

_HEAD = select(ledger_head.c.seq, ledger_head.c.hash).where(ledger_head.c.id == 1).with_for_update()
_MOVE = update(ledger_head).where(ledger_head.c.id == 1).values(seq=bindparam("new_seq"), hash=bindparam("new_hash"))
_KNOWN = select(ledger.c.id).where(among(ledger.c.id, "ids"))


async def hold_head(connection: AsyncConnection) -> None:
    """Nobody else adds to the ledger until the commit; for whoever has to look at something before adding."""
    await connection.execute(_HEAD)


async def append(connection: AsyncConnection, entries: Sequence[Entry]) -> None:
    """In their order; one that is there already is left as it is.

    It comes last in a transaction: the head stays locked until the commit, and nobody else can add meanwhile.
    """
    if not entries:
        return
    before = (await connection.execute(_HEAD)).one()
    known = set(await connection.scalars(_KNOWN, {"ids": [each.id for each in entries]}))
    rows, head = _rows(Head(before.seq, before.hash), [each for each in entries if each.id not in known])
    if rows:
        await add_many(connection, ledger, rows)
        await connection.execute(_MOVE, {"new_seq": head.seq, "new_hash": head.hash})


def _rows(head: Head, entries: Sequence[Entry]) -> tuple[list[dict[str, Any]], Head]:
    rows = []
    for entry in {each.id: each for each in entries}.values():
        row, head = chained(head, entry)
        rows.append(row)
    return rows, head
