"""Of whom helpers in other districts are told that their home is to be left."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_DUE = sa.text("due")


def upgrade() -> None:
    op.create_table(
        "helpers_told",
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_helpers_told_incident_id_incidents")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_helpers_told_person_id_people")),
        sa.PrimaryKeyConstraint("incident_id", "person_id", name=op.f("pk_helpers_told")),
    )
    op.create_index(
        "ix_helpers_told_due", "helpers_told", ["incident_id", "person_id"], postgresql_where=_DUE, sqlite_where=_DUE
    )


def downgrade() -> None:
    op.drop_table("helpers_told")
