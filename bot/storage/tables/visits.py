"""Who goes to whom. Rows appear once staff deal with a line of the list; the list itself follows from the rest."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text

from bot.storage.instant import Instant
from bot.storage.sealing.columns import Sealed
from bot.storage.tables.schema import metadata

# `person_id` empty: somebody whom the city does not know, called for in the notice. `assigned`: a team, or a member of
# staff, in staff's own words. `version` counts the changes.
visits = Table(
    "visits",
    metadata,
    Column("id", Text, primary_key=True),
    Column("incident_id", Text, ForeignKey("incidents.id"), nullable=False),
    Column("person_id", Text),
    Column("notice_id", Text),
    Column("drill", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("assigned", Text, nullable=False, default=""),
    Column("note", Sealed("visits.note")),
    Column("report_id", Text),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "incident_id", "person_id"),
)
