"""What a leader did about a district as a whole: the last call of its silent people, and pages made for paper."""

from sqlalchemy import Column, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.schema import metadata

# `called_at` is empty until the first call is written: the row is there before it, so that two leaders meet at it.
district_calls = Table(
    "district_calls",
    metadata,
    Column("incident_id", Text, primary_key=True),
    Column("district_id", Text, primary_key=True),
    Column("called_at", Instant),
)

# A page opens once, by whoever holds the link; the table has its digest only. What it shows is decided when it opens.
papers = Table(
    "papers",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("district_id", Text, nullable=False),
    Column("incident_id", Text, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("opened_at", Instant),
)
