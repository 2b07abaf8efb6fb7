"""undelivered disclosures: which letters show something of people, and whether an attempt of them may have arrived.

Letters that wait from before stay without `showing`: they go out as they would have, and what they show stays listed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SHOWING = sa.text("showing IS NOT NULL")
_CARRIED = sa.text("message_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("outbox", sa.Column("showing", sa.Text()))
    op.add_column("outbox", sa.Column("may_have_arrived", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_outbox_showing", "outbox", ["showing"], postgresql_where=_SHOWING, sqlite_where=_SHOWING)
    op.create_index("ix_ledger_message_id", "ledger", ["message_id"], postgresql_where=_CARRIED, sqlite_where=_CARRIED)


def downgrade() -> None:
    op.drop_index("ix_ledger_message_id", "ledger")
    op.drop_index("ix_outbox_showing", "outbox")
    op.drop_column("outbox", "may_have_arrived")
    op.drop_column("outbox", "showing")
