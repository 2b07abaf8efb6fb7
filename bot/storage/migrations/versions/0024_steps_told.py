"""about how many people somebody was written to on each step of the ladder, for the report."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "steps_told",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_steps_told_incident_id_incidents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps_told")),
    )
    op.create_index("ix_steps_told_incident_id", "steps_told", ["incident_id"])


def downgrade() -> None:
    op.drop_table("steps_told")
