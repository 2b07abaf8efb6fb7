"""audience: hazards at home, what sites are designated for, what staff sent to whom, and what waits for a reply.

A letter says to which sending it belongs, so that its progress can be counted.
"""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OF_A_MAILING = sa.text("mailing IS NOT NULL")
_NUMBERS = ("people", "by_line", "by_web", "unreachable", "line_messages", "held")


def upgrade() -> None:
    op.create_table(
        "home_hazards",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("hazard", sa.Text(), nullable=False),
        sa.Column("depth", sa.Double(), nullable=True),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_home_hazards_person_id")),
        sa.PrimaryKeyConstraint("person_id", "hazard", name=op.f("pk_home_hazards")),
    )
    op.create_index(op.f("ix_home_hazards_hazard_person_id"), "home_hazards", ["hazard", "person_id"])
    op.create_table(
        "announcements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("session", sa.Text(), nullable=False),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=True),
        sa.Column("opens", sa.Boolean(), nullable=False),
        sa.Column("words", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("audience", sa.JSON(none_as_null=True), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in _NUMBERS),
        sa.Column("left", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_announcements")),
    )
    op.create_index(op.f("ix_announcements_at"), "announcements", ["at"])
    op.create_table(
        "held_mail",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("mailing", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=True),
        sa.Column("speech", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("address", "mailing", name=op.f("pk_held_mail")),
    )
    op.add_column("sites", sa.Column("hazards", sa.Text(), server_default="", nullable=False))
    op.add_column("outbox", sa.Column("mailing", sa.Text(), nullable=True))
    op.create_index(
        "ix_outbox_mailing", "outbox", ["mailing"], postgresql_where=_OF_A_MAILING, sqlite_where=_OF_A_MAILING
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_mailing", table_name="outbox")
    op.drop_column("outbox", "mailing")
    op.drop_column("sites", "hazards")
    op.drop_table("held_mail")
    op.drop_table("announcements")
    op.drop_table("home_hazards")
