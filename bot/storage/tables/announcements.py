"""What staff sent to many: who, when, what, to which audience, and how many people that was."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.schema import Json, metadata

# `id` is the page's: what is confirmed twice is sent once. `opens`: it opened the incident, and `words` is its title;
# else `words` is by language. `left`: LINE messages of the month before it, as far as LINE said.
announcements = Table(
    "announcements",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("by_id", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("incident_id", Text),
    Column("opens", Boolean, nullable=False),
    Column("words", Json, nullable=False),
    Column("audience", Json, nullable=False),
    Column("people", Integer, nullable=False),
    Column("by_line", Integer, nullable=False),
    Column("by_web", Integer, nullable=False),
    Column("unreachable", Integer, nullable=False),
    Column("line_messages", Integer, nullable=False),
    Column("held", Integer, nullable=False),
    Column("left", Integer),
    Index(None, "at"),
)

# What is held back on LINE because the month's messages are short, until the person writes by themselves: a reply is
# free. `incident_id` where it is that incident's question: the first one, or, later than its opening, one that rose.
held_mail = Table(
    "held_mail",
    metadata,
    Column("address", Text, primary_key=True),
    Column("mailing", Text, primary_key=True),
    Column("incident_id", Text),
    Column("speech", Text, nullable=False),
    Column("at", Instant, nullable=False),
)
