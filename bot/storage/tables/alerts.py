"""What authorities announced, what was made of it, and how far their feeds were read. Nothing personal stands here."""

from sqlalchemy import Boolean, Column, Index, Integer, LargeBinary, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.schema import Json, metadata

# `became`: propose, join, raise, correct, or why it was only kept. `matter`: which event it belongs to, where it does.
alerts = Table(
    "alerts",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("issued", Instant, nullable=False),
    Column("title", Text, nullable=False),
    Column("headline", Text, nullable=False),
    Column("areas", Json, nullable=False),
    Column("event", Text, nullable=False),
    Column("valid_until", Instant),
    Column("is_equivalent", Boolean, nullable=False),
    Column("revision", Integer),
    Column("shelters", Json, nullable=False),
    Column("faults", Json, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("raw", LargeBinary),
    Column("became", Text, nullable=False, default=""),
    Column("matter", Text),
    Index(None, "source", "series", "issued"),
    Index(None, "matter"),
    Index(None, "received_at"),
)

# How a feed called its newest answer: sent back, so that the same is not sent twice. `read_at`: when all that it listed
# was last had; `unbroken_since`: since when no look came too late for what it listed before.
feed_marks = Table(
    "feed_marks",
    metadata,
    Column("address", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("read_at", Instant),
    Column("unbroken_since", Instant),
)

# Telegrams that were fetched, or will never be had (`reason`): none is asked for twice.
fetched_telegrams = Table(
    "fetched_telegrams",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Index(None, "at"),
)

# `alerts`: digests of those behind it. `districts` empty: the whole city.
proposals = Table(
    "proposals",
    metadata,
    Column("id", Text, primary_key=True),
    Column("aim", Text, nullable=False),
    Column("matter", Text, nullable=False),
    Column("alerts", Json, nullable=False),
    Column("trigger", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("hazard", Text, nullable=False),
    Column("level", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("districts", Json, nullable=False),
    Column("whom", Text, nullable=False),
    Column("notes", Json, nullable=False),
    Column("is_clear", Boolean, nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("goes_at", Instant),
    Column("state", Text, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", Instant),
    Column("incident_id", Text),
    Index(None, "matter"),
    Index(None, "state", "goes_at"),
    Index(None, "made_at"),
)
