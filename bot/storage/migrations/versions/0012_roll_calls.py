"""roll calls: lists that wait to be confirmed, and how somebody was seen who is reported."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "roll_calls",
        sa.Column("conversation", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sender_id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("events", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("conversation", name=op.f("pk_roll_calls")),
    )
    op.create_index(op.f("ix_roll_calls_at"), "roll_calls", ["at"])
    op.add_column("reports", sa.Column("sighting", sa.Text(), nullable=True))
    op.add_column("reports", sa.Column("absence", sa.Text(), nullable=True))
    op.add_column("check_ins", sa.Column("sighting", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("check_ins", "sighting")
    op.drop_column("reports", "absence")
    op.drop_column("reports", "sighting")
    op.drop_index(op.f("ix_roll_calls_at"), table_name="roll_calls")
    op.drop_table("roll_calls")
