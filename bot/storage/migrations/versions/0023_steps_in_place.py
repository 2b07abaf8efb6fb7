"""room in the pages of check_ins, and no index over its steps: whoever steps on is written where they stand."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_INDEX = "ix_check_ins_ladder"
_SILENT = sa.text("progress <> 'answered'")


def upgrade() -> None:
    _index_over("incident_id", "person_id")
    _fill("SET (fillfactor = 50)")


def downgrade() -> None:
    _fill("RESET (fillfactor)")
    _index_over("incident_id", "steps", "support_needed", "person_id")


def _index_over(*columns: str) -> None:
    op.drop_index(_INDEX, table_name="check_ins")
    op.create_index(_INDEX, "check_ins", list(columns), postgresql_where=_SILENT, sqlite_where=_SILENT)


def _fill(how: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"ALTER TABLE check_ins {how}")
