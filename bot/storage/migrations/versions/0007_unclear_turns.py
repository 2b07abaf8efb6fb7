"""unclear turns: which messages the understanding could not make out, for staff to label."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('unclear_turns',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('event_id', sa.Text(), nullable=False),
    sa.Column('conversation', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Text(), nullable=False),
    sa.Column('said_at', Instant(), nullable=False),
    sa.Column('intent', sa.Text(), nullable=False),
    sa.Column('condition', sa.Text(), nullable=True),
    sa.Column('confidence', sa.Double(), nullable=False),
    sa.Column('reviewed_at', Instant(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unclear_turns'))
    )
    op.create_index(op.f('ix_unclear_turns_event_id'), 'unclear_turns', ['event_id'])
    op.create_index(op.f('ix_unclear_turns_said_at'), 'unclear_turns', ['said_at'])


def downgrade() -> None:
    op.drop_index(op.f('ix_unclear_turns_said_at'), table_name='unclear_turns')
    op.drop_index(op.f('ix_unclear_turns_event_id'), table_name='unclear_turns')
    op.drop_table('unclear_turns')
