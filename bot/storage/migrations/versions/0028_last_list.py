"""Which list of names was last asked for in a conversation: 「電話番号つき」 means that one."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("listed", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("conversations", "listed")
