"""The disclosures of the first schema as the first rows of the ledger."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from bot.core.ids import MessageId, PersonId
from bot.storage.instant import Instant
from bot.storage.ledger.chain import Head, chained
from bot.storage.ledger.entry import Entry, EntryKind

_OLD = sa.table(
    "disclosures",
    sa.column("id", sa.Text()),
    sa.column("at", Instant()),
    sa.column("about", sa.Text()),
    sa.column("recipient", sa.Text()),
    sa.column("recipient_kind", sa.Text()),
    sa.column("purpose", sa.Text()),
    sa.column("items", sa.JSON()),
    sa.column("ground", sa.Text()),
    sa.column("incident_id", sa.Text()),
    sa.column("until", Instant()),
    sa.column("message_id", sa.Text()),
    sa.column("drill", sa.Boolean()),
)
_LEDGER = sa.table(
    "ledger",
    *(sa.column(name) for name in ("seq", "id", "kind", "person_id", "other_id", "message_id", "body")),
    *(sa.column(name) for name in ("body_digest", "previous", "hash")),
    sa.column("at", Instant()),
    sa.column("drill", sa.Boolean()),
)
_HEAD = sa.table("ledger_head", sa.column("id"), sa.column("seq"), sa.column("hash"))


def chain_disclosures(connection: Connection) -> None:
    """In the order in which they happened; the head stands on the last of them, or on nothing."""
    head = Head()
    for old in connection.execute(sa.select(_OLD).order_by(_OLD.c.at, _OLD.c.id)).mappings().all():
        row, head = chained(head, _entry(old))
        connection.execute(sa.insert(_LEDGER), row)
    connection.execute(sa.insert(_HEAD), {"id": 1, "seq": head.seq, "hash": head.hash})


def _entry(old: Mapping[Any, Any]) -> Entry:
    until = old["until"]
    body = {
        "recipient_kind": old["recipient_kind"],
        "purpose": old["purpose"],
        "items": sorted(old["items"]),
        "ground": old["ground"],
        "incident": old["incident_id"],
        "until": until.isoformat(timespec="microseconds") if until else None,
        "against_refusal": False,
        "emergency": None,
    }
    message = MessageId(old["message_id"]) if old["message_id"] else None
    about, recipient = PersonId(old["about"]), PersonId(old["recipient"])
    return Entry(old["id"], old["at"], EntryKind.DISCLOSURE, about, recipient, body, message, drill=bool(old["drill"]))
