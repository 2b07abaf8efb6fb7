"""the ladder: when each person was asked, whether they need support, and how many steps are behind them."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SILENT = sa.text("progress <> 'answered'")
# Those of an incident that is open stay on no ladder: all its steps would be overdue, and be taken within a minute.
_ASKED_AT = """
UPDATE check_ins SET asked_at = (
    SELECT opened_at FROM incidents WHERE incidents.id = check_ins.incident_id AND incidents.closed_at IS NOT NULL
)
"""
_SUPPORT_NEEDED = """
UPDATE check_ins SET support_needed = (SELECT support_needed FROM people WHERE people.id = check_ins.person_id)
"""


def upgrade() -> None:
    op.add_column("check_ins", sa.Column("asked_at", Instant(), nullable=True))
    op.add_column("check_ins", sa.Column("support_needed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("check_ins", sa.Column("steps", sa.Integer(), server_default="0", nullable=False))
    op.execute(_ASKED_AT)
    op.execute(_SUPPORT_NEEDED)
    op.create_index(
        "ix_check_ins_ladder",
        "check_ins",
        ["incident_id", "steps", "support_needed", "person_id"],
        postgresql_where=_SILENT,
        sqlite_where=_SILENT,
    )
    op.add_column("outbox", sa.Column("reminds_of", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("outbox", "reminds_of")
    op.drop_index("ix_check_ins_ladder", table_name="check_ins")
    op.drop_column("check_ins", "steps")
    op.drop_column("check_ins", "support_needed")
    op.drop_column("check_ins", "asked_at")
