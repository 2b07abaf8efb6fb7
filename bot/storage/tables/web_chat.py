"""The web chat's own store: what was shown in each conversation, in order, and the accounts behind its cookies."""

from sqlalchemy import Boolean, Column, Integer, Table, Text, UniqueConstraint

from bot.storage.instant import Instant
from bot.storage.sealing.columns import Sealed
from bot.storage.tables.schema import metadata

# `source` is the letter's id, or the event's where the line is the person's `own`. `body` is the frame as it was
# shown, with its mark of a drill in it.
web_chat_log = Table(
    "web_chat_log",
    metadata,
    Column("conversation", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("own", Boolean, nullable=False),
    Column("body", Sealed("web_chat_log.body"), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("conversation", "source", "own"),
)

# The last number given out, and the first that retention has left. Its row lock makes the numbers of one conversation
# visible in their order.
web_chat_ends = Table(
    "web_chat_ends",
    metadata,
    Column("conversation", Text, primary_key=True),
    Column("last_seq", Integer, nullable=False),
    Column("first_seq", Integer, nullable=False, default=1, server_default="1"),
)

web_accounts = Table(
    "web_accounts",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("address", Text, nullable=False, unique=True),
    Column("created_at", Instant, nullable=False),
    Column("awaits", Text),
)
