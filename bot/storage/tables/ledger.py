"""The ledger: every consent, withdrawal, disclosure and declared emergency, in one chain of hashes, only ever added to.

`hash` is over `previous` and everything the row says; the body goes in by its own digest, so that a body can be erased
when its time is over and the chain still holds.
"""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text, text

from bot.storage.instant import Instant
from bot.storage.tables.schema import metadata

_CARRIED = text("message_id IS NOT NULL")

# `body` is canonical JSON; `seq` has no gaps. `person_id` is whom it is about, `other_id` who was shown it or did it.
ledger = Table(
    "ledger",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    Column("kind", Text, nullable=False),
    Column("person_id", Text),
    Column("other_id", Text),
    Column("message_id", Text),
    Column("drill", Boolean, nullable=False),
    Column("body", Text),
    Column("body_digest", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index(None, "person_id", "seq"),
    Index("ix_ledger_message_id", "message_id", postgresql_where=_CARRIED, sqlite_where=_CARRIED),
)

# One row, locked while rows are added: two commits never take the same number.
ledger_head = Table(
    "ledger_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("hash", Text, nullable=False),
)
