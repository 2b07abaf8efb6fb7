"""What relatives and supporters do for a person: who is on the way, who had them asked again. No foreign keys: what
somebody said stays, whatever happens to the register, until its time is over (retention).
"""

from sqlalchemy import Boolean, Column, Index, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.schema import metadata

goings = Table(
    "goings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("about", Text, nullable=False),
    Column("goer_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("incident_id", Text),
    Column("drill", Boolean, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("hidden", Boolean, nullable=False),
    Index(None, "about"),
)

nudges = Table(
    "nudges",
    metadata,
    Column("id", Text, primary_key=True),
    Column("about", Text, nullable=False),
    Column("nudged_by", Text, nullable=False),
    Column("incident_id", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Index(None, "about"),
)
