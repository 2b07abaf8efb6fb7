"""Incidents and declared emergencies, and the check-in of each person in them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, false, text

from bot.storage.instant import Instant
from bot.storage.sealing.columns import SealedJson
from bot.storage.tables.schema import Json, metadata

_SILENT = text("progress <> 'answered'")
_DUE = text("due")

incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("hazard", Text, nullable=False),
    Column("level", Text, nullable=False, default=""),
    Column("drill", Boolean, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
)

# No row at all means the whole city.
incident_districts = Table(
    "incident_districts",
    metadata,
    Column("incident_id", Text, ForeignKey("incidents.id"), primary_key=True),
    Column("district_id", Text, ForeignKey("districts.id"), primary_key=True),
)

# `recipients` empty: everybody who can help. `end_told_at`: the people of the area have heard that it is over.
emergencies = Table(
    "emergencies",
    metadata,
    Column("id", Text, primary_key=True),
    Column("districts", Json, nullable=False),
    Column("declared_at", Instant, nullable=False),
    Column("until", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("declared_by", Text),
    Column("cause", Text, nullable=False, default="", server_default=""),
    Column("recipients", Json),
    Column("end_told_at", Instant),
)

# Counts of an incident whose people were erased (retention); '' is the district of those without a known one.
incident_counts = Table(
    "incident_counts",
    metadata,
    Column("incident_id", Text, ForeignKey("incidents.id"), primary_key=True),
    Column("district_id", Text, primary_key=True),
    *(
        Column(name, Integer, nullable=False)
        for name in ("asked", "answered", "safe", "injured", "needs_rescue", "evacuated", "silent", "unverified")
    ),
    Column("counted_at", Instant, nullable=False),
)

# The report as it was counted at the closing: counts and times, nobody's name. It outlives the people's data.
incident_reports = Table(
    "incident_reports",
    metadata,
    Column("incident_id", Text, ForeignKey("incidents.id"), primary_key=True),
    Column("counted_at", Instant, nullable=False),
    Column("body", Json, nullable=False),
)

# About how many people the letters of one group's step were, written with them.
steps_told = Table(
    "steps_told",
    metadata,
    Column("id", Text, primary_key=True),
    Column("incident_id", Text, ForeignKey("incidents.id"), nullable=False),
    Column("step", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Index("ix_steps_told_incident_id", "incident_id"),
)

# Of whom helpers in other districts hear that their home is to be left: `level` holds for them now, '' for none any
# more; `told`: the levels that were told, none where nothing was; `due` until something is said of the change.
helpers_told = Table(
    "helpers_told",
    metadata,
    Column("incident_id", Text, ForeignKey("incidents.id"), primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), primary_key=True),
    Column("level", Text, nullable=False),
    Column("told", Json),
    Column("due", Boolean, nullable=False),
    Index("ix_helpers_told_due", "incident_id", "person_id", postgresql_where=_DUE, sqlite_where=_DUE),
)

# The person's district and need for support are kept as they were when the question was asked. `steps`: how many of
# the ladder are behind them; whoever was never asked (`asked_at` empty) is on none. The first index covers the area
# summary, so that counting 100,000 people reads the index alone; the second has those on the ladder. Neither is over
# `steps`, and half of each page is left free: PostgreSQL then writes a step where the row stands and touches no index.
check_ins = Table(
    "check_ins",
    metadata,
    Column("incident_id", Text, ForeignKey("incidents.id"), primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), primary_key=True),
    Column("district_id", Text),
    Column("progress", Text, nullable=False, default="not_sent"),
    Column("condition", Text),
    Column("whereabouts", Text),
    Column("refuge", Text),
    Column("needs", Json),
    Column("spot", SealedJson("check_ins.spot")),
    Column("source", Text),
    Column("label", Text, nullable=False, default=""),
    Column("reporter_id", Text),
    Column("said_at", Instant),
    Column("sighting", Text),
    Column("contested", Boolean, nullable=False, default=False),
    Column("casualty", Text),
    Column("casualty_at", Instant),
    Column("answered_at", Instant),
    Column("asked_at", Instant),
    Column("support_needed", Boolean, nullable=False, default=False, server_default=false()),
    Column("steps", Integer, nullable=False, default=0, server_default="0"),
    Column("listed_at", Instant),
    Index("ix_check_ins_summary", "incident_id", "district_id", "progress", "condition", "whereabouts"),
    Index(
        "ix_check_ins_ladder",
        "incident_id",
        "person_id",
        postgresql_where=_SILENT,
        sqlite_where=_SILENT,
    ),
    postgresql_with={"fillfactor": 50},
)
