"""indexes for what belongs to one incident: its letters, its notices, and what was dealt with last."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0017"
branch_labels = None
depends_on = None

_ASKING = sa.text("incident_id IS NOT NULL")
_REMINDING = sa.text("reminds_of IS NOT NULL")
_DONE = sa.text("done_at IS NOT NULL")


def upgrade() -> None:
    _create("ix_outbox_incident_id", "outbox", ["incident_id"], _ASKING)
    _create("ix_outbox_reminds_of", "outbox", ["reminds_of"], _REMINDING)
    _create("ix_notices_incident_id", "notices", ["incident_id", "kind"])
    _create("ix_notices_report_id", "notices", ["report_id"])
    _create("ix_notices_done", "notices", ["drill", "done_at"], _DONE)


def downgrade() -> None:
    for name in ("ix_notices_done", "ix_notices_report_id", "ix_notices_incident_id"):
        op.drop_index(name, table_name="notices")
    for name in ("ix_outbox_reminds_of", "ix_outbox_incident_id"):
        op.drop_index(name, table_name="outbox")


def _create(name: str, table: str, columns: list[str], where: sa.TextClause | None = None) -> None:
    op.create_index(name, table, columns, postgresql_where=where, sqlite_where=where)
