"""What was said, shown and raised: only ever added to. They point to people by id without a foreign key, so that
nothing that happens to the register can take a statement away. A report that turned out to be wrong stays, and says
so: when, by which member of staff, and why.
"""

from sqlalchemy import Boolean, Column, Index, Table, Text, text

from bot.storage.instant import Instant
from bot.storage.sealing.columns import Sealed, SealedJson
from bot.storage.tables.schema import Json, metadata

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("about", Text),
    Column("incident_id", Text),
    Column("drill", Boolean, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("reporter_id", Text),
    Column("source", Text, nullable=False),
    Column("label", Text, nullable=False, default=""),
    Column("means", Text, nullable=False),
    Column("said_at", Instant, nullable=False),
    Column("condition", Text),
    Column("whereabouts", Text),
    Column("refuge", Text),
    Column("needs", Json),
    Column("spot", SealedJson("reports.spot")),
    Column("note", Sealed("reports.note")),
    Column("district_id", Text),
    Column("sighting", Text),
    Column("absence", Text),
    Column("casualty", Text),
    Column("event_id", Text, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("retracted_at", Instant),
    Column("retracted_by", Text),
    Column("retracted_why", Sealed("reports.retracted_why")),
    Index(None, "incident_id", "about"),
    Index(None, "conversation"),
)

_OPEN = text("done_at IS NULL")
_DONE = text("done_at IS NOT NULL")

notices = Table(
    "notices",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("drill", Boolean, nullable=False),
    Column("conversation", Text),
    Column("about", Text),
    Column("incident_id", Text),
    Column("report_id", Text),
    Column("words", Sealed("notices.words")),
    Column("event_id", Text),
    Column("done_at", Instant),
    Index("ix_notices_open", "at", postgresql_where=_OPEN, sqlite_where=_OPEN),
    Index(None, "event_id"),
    Index("ix_notices_incident_id", "incident_id", "kind"),
    Index(None, "report_id"),
    Index("ix_notices_done", "drill", "done_at", postgresql_where=_DONE, sqlite_where=_DONE),
)
