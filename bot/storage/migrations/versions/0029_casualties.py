"""Whom staff have on record as missing or dead, with the report that says so."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reports", sa.Column("casualty", sa.Text(), nullable=True))
    op.add_column("check_ins", sa.Column("casualty", sa.Text(), nullable=True))
    op.add_column("check_ins", sa.Column("casualty_at", Instant(), nullable=True))
    op.add_column("people", sa.Column("deceased_at", Instant(), nullable=True))
    there = sa.text("deceased_at IS NOT NULL")
    op.create_index("ix_people_deceased", "people", ["id"], postgresql_where=there, sqlite_where=there)


def downgrade() -> None:
    op.drop_index("ix_people_deceased", table_name="people")
    op.drop_column("people", "deceased_at")
    op.drop_column("check_ins", "casualty_at")
    op.drop_column("check_ins", "casualty")
    op.drop_column("reports", "casualty")
