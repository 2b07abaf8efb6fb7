"""the report of an incident as it was counted at its closing: it stays when the people's data go."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incident_reports",
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("counted_at", Instant(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_reports_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", name=op.f("pk_incident_reports")),
    )


def downgrade() -> None:
    op.drop_table("incident_reports")
