"""ordinary days: the weather for greetings, how many took part in each month's drill, and when somebody last did."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_practices = sa.table("practices", sa.column("done_in", sa.Text), sa.column("done_at", Instant))


def upgrade() -> None:
    op.create_table(
        "forecasts",
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sky", sa.Text(), nullable=False),
        sa.Column("highest", sa.Integer(), nullable=True),
        sa.Column("rain", sa.Integer(), nullable=True),
        sa.Column("issued", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("area", "day", name=op.f("pk_forecasts")),
    )
    op.create_table(
        "practice_counts",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Text(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "district_id", name=op.f("pk_practice_counts")),
    )
    op.add_column("practices", sa.Column("done_at", Instant(), nullable=True))
    _date_what_was_done()


def _date_what_was_done() -> None:
    """By the month that is known, or the first sweep would take whoever practised last month for lapsed."""
    connection = op.get_bind()
    months = connection.execute(sa.select(_practices.c.done_in).where(_practices.c.done_in.is_not(None)).distinct())
    for (month,) in months.all():
        first = datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
        connection.execute(_practices.update().where(_practices.c.done_in == month).values(done_at=first))


def downgrade() -> None:
    op.drop_column("practices", "done_at")
    op.drop_table("practice_counts")
    op.drop_table("forecasts")
