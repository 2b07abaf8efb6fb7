"""own accounts: which browser a code was typed in and may fetch the new cookie, and from which network codes are tried."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('conversations', sa.Column('link_browser', sa.Text()))
    op.add_column('link_code_tries', sa.Column('network', sa.Text()))
    op.add_column('web_accounts', sa.Column('awaits', sa.Text()))


def downgrade() -> None:
    for table, column in (('web_accounts', 'awaits'), ('link_code_tries', 'network'), ('conversations', 'link_browser')):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)
