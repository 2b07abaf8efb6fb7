"""family and quiet days: who is on the way, who had somebody asked again, greetings, drills, where people went."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_ON = sa.text("state = 'on'")


def upgrade() -> None:
    op.create_table(
        "goings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("goer_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=True),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("said_at", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goings")),
    )
    op.create_index(op.f("ix_goings_about"), "goings", ["about"])
    op.create_table(
        "nudges",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("nudged_by", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudges")),
    )
    op.create_index(op.f("ix_nudges_about"), "nudges", ["about"])
    _ordinary_days()
    op.add_column("reports", sa.Column("refuge", sa.Text(), nullable=True))
    op.add_column("check_ins", sa.Column("refuge", sa.Text(), nullable=True))


def _ordinary_days() -> None:
    op.create_table(
        "quiet_days",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Text(), nullable=True),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("greeted_on", sa.Date(), nullable=True),
        sa.Column("looked_on", sa.Date(), nullable=True),
        sa.Column("unanswered", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_quiet_days")),
    )
    op.create_index(
        "ix_quiet_days_on", "quiet_days", ["hour", "person_id"], postgresql_where=_ON, sqlite_where=_ON
    )
    op.create_table(
        "practices",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("asked_in", sa.Text(), nullable=True),
        sa.Column("done_in", sa.Text(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_practices")),
    )


def downgrade() -> None:
    op.drop_column("check_ins", "refuge")
    op.drop_column("reports", "refuge")
    op.drop_table("practices")
    op.drop_index("ix_quiet_days_on", table_name="quiet_days")
    op.drop_table("quiet_days")
    op.drop_index(op.f("ix_nudges_about"), table_name="nudges")
    op.drop_table("nudges")
    op.drop_index(op.f("ix_goings_about"), table_name="goings")
    op.drop_table("goings")
