"""Whose silence a letter tells of, and since when somebody is on the staff's list of those to be visited."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("silence_in", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("silence_of", sa.Text(), nullable=True))
    op.add_column("outbox", sa.Column("silence_at", sa.Text(), nullable=True))
    op.add_column("check_ins", sa.Column("listed_at", Instant(), nullable=True))


def downgrade() -> None:
    op.drop_column("check_ins", "listed_at")
    op.drop_column("outbox", "silence_at")
    op.drop_column("outbox", "silence_of")
    op.drop_column("outbox", "silence_in")
