"""Staff talk with one person, over the person's own accounts: when it began and ended, and what was said."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Table, Text, text

from bot.storage.instant import Instant
from bot.storage.sealing.columns import Sealed
from bot.storage.tables.schema import metadata

_OPEN = text("ended_at IS NULL")

# One open talk for a person; it ends with its incident at the latest. `begun_by`, `ended_by`: staff, or a session.
talks = Table(
    "talks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("incident_id", Text, ForeignKey("incidents.id"), nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("begun_at", Instant, nullable=False),
    Column("begun_by", Text, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Text),
    Index("ix_talks_open", "person_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
    Index(None, "incident_id", "person_id"),
)

# `said_by` empty: the person. `office`: by which name staff signed.
talk_lines = Table(
    "talk_lines",
    metadata,
    Column("id", Text, primary_key=True),
    Column("talk_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("said_by", Text),
    Column("office", Text, nullable=False, default=""),
    Column("words", Sealed("talk_lines.words"), nullable=False),
    Column("event_id", Text),
    Index(None, "talk_id", "at"),
    Index(None, "event_id"),
)
