"""Which turns the understanding could not make out, for staff to label. The words stand in the inbox alone."""

from sqlalchemy import Column, Double, Index, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.schema import metadata

unclear_turns = Table(
    "unclear_turns",
    metadata,
    Column("id", Text, primary_key=True),
    Column("event_id", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("intent", Text, nullable=False),
    Column("condition", Text),
    Column("confidence", Double, nullable=False),
    Column("reviewed_at", Instant),
    Index(None, "event_id"),
    Index(None, "said_at"),
)
