"""Who was told that they are the contact of a greeting no longer, so that nobody is told twice."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("quiet_days", sa.Column("former_told", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("quiet_days", "former_told")
