"""When each feed was last read whole, and since when nothing that it listed can have been missed."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feed_marks", sa.Column("read_at", Instant(), nullable=True))
    op.add_column("feed_marks", sa.Column("unbroken_since", Instant(), nullable=True))


def downgrade() -> None:
    op.drop_column("feed_marks", "unbroken_since")
    op.drop_column("feed_marks", "read_at")
