"""What somebody told of many people while it waits for their confirming tap: at most one list in a conversation."""

from sqlalchemy import Boolean, Column, Index, Table, Text

from bot.storage.instant import Instant
from bot.storage.sealing.columns import SealedJson
from bot.storage.tables.schema import Json, metadata

# `body` holds the lines with the sender's words; `events` the messages it was read from.
roll_calls = Table(
    "roll_calls",
    metadata,
    Column("conversation", Text, primary_key=True),
    Column("id", Text, nullable=False),
    Column("sender_id", Text, nullable=False),
    Column("incident_id", Text, nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("at", Instant, nullable=False),
    Column("events", Json, nullable=False),
    Column("body", SealedJson("roll_calls.body"), nullable=False),
    Index(None, "at"),
)
