"""Ordinary days: who is greeted at which hour and who hears of their silence; and who takes part in the monthly drill.

`looked_on` is the city's day on which somebody was last dealt with, greeted or not: nobody is greeted twice on one.
"""

from sqlalchemy import Column, Date, Index, Integer, Table, Text, text

from bot.storage.instant import Instant
from bot.storage.tables.schema import Json, metadata

_ON = text("state = 'on'")

quiet_days = Table(
    "quiet_days",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("hour", Integer, nullable=False),
    Column("days", Integer, nullable=False),
    Column("contact_id", Text, nullable=False),
    Column("asked_by", Text),
    Column("since", Instant, nullable=False),
    Column("greeted_on", Date),
    Column("looked_on", Date),
    Column("unanswered", Integer, nullable=False),
    Column("former_told", Json),
    Index("ix_quiet_days_on", "hour", "person_id", postgresql_where=_ON, sqlite_where=_ON),
)

practices = Table(
    "practices",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("since", Instant, nullable=False),
    Column("asked_in", Text),
    Column("done_in", Text),
    Column("times", Integer, nullable=False),
    Column("done_at", Instant),
)

# How many were asked and how many did it, of the months that are over; people without a district stand at "".
practice_counts = Table(
    "practice_counts",
    metadata,
    Column("month", Text, primary_key=True),
    Column("district_id", Text, primary_key=True),
    Column("asked", Integer, nullable=False),
    Column("done", Integer, nullable=False),
)
