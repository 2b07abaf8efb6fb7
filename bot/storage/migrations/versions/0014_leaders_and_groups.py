"""leaders and groups: whose association a group is, when a district was last called again, pages made for paper."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("district_id", sa.Text(), nullable=True))
    op.add_column("conversations", sa.Column("sent_private_at", Instant(), nullable=True))
    op.create_table(
        "district_calls",
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Text(), nullable=False),
        sa.Column("called_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("incident_id", "district_id", name=op.f("pk_district_calls")),
    )
    op.create_table(
        "papers",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("district_id", sa.Text(), nullable=False),
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("expires_at", Instant(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_papers")),
    )


def downgrade() -> None:
    op.drop_table("papers")
    op.drop_table("district_calls")
    op.drop_column("conversations", "sent_private_at")
    op.drop_column("conversations", "district_id")
