"""visits, talks of staff with one person, and reports that staff have taken out of what stands."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_OPEN = sa.text("ended_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "visits",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=True),
        sa.Column("notice_id", sa.Text(), nullable=True),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("assigned", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("report_id", sa.Text(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("changed_at", Instant(), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_visits_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index(op.f("ix_visits_incident_id_person_id"), "visits", ["incident_id", "person_id"])
    op.create_table(
        "talks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_talks_incident_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
    )
    op.create_index(
        "ix_talks_open", "talks", ["person_id"], unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN
    )
    op.create_index(op.f("ix_talks_incident_id_person_id"), "talks", ["incident_id", "person_id"])
    op.create_table(
        "talk_lines",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("talk_id", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("said_by", sa.Text(), nullable=True),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_lines")),
    )
    op.create_index(op.f("ix_talk_lines_talk_id_at"), "talk_lines", ["talk_id", "at"])
    op.create_index(op.f("ix_talk_lines_event_id"), "talk_lines", ["event_id"])
    op.add_column("reports", sa.Column("retracted_at", Instant(), nullable=True))
    op.add_column("reports", sa.Column("retracted_by", sa.Text(), nullable=True))
    op.add_column("reports", sa.Column("retracted_why", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("reports", "retracted_why")
    op.drop_column("reports", "retracted_by")
    op.drop_column("reports", "retracted_at")
    op.drop_table("talk_lines")
    op.drop_table("talks")
    op.drop_index(op.f("ix_visits_incident_id_person_id"), table_name="visits")
    op.drop_table("visits")
