"""retention: the counts of an incident without its people, and where a web chat begins after its oldest lines went."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('incident_counts',
    sa.Column('incident_id', sa.Text(), nullable=False),
    sa.Column('district_id', sa.Text(), nullable=False),
    sa.Column('asked', sa.Integer(), nullable=False),
    sa.Column('answered', sa.Integer(), nullable=False),
    sa.Column('safe', sa.Integer(), nullable=False),
    sa.Column('injured', sa.Integer(), nullable=False),
    sa.Column('needs_rescue', sa.Integer(), nullable=False),
    sa.Column('evacuated', sa.Integer(), nullable=False),
    sa.Column('silent', sa.Integer(), nullable=False),
    sa.Column('unverified', sa.Integer(), nullable=False),
    sa.Column('counted_at', Instant(), nullable=False),
    sa.ForeignKeyConstraint(['incident_id'], ['incidents.id'], name=op.f('fk_incident_counts_incident_id')),
    sa.PrimaryKeyConstraint('incident_id', 'district_id', name=op.f('pk_incident_counts'))
    )
    with op.batch_alter_table('web_chat_ends', schema=None) as batch_op:
        batch_op.add_column(sa.Column('first_seq', sa.Integer(), server_default='1', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('web_chat_ends', schema=None) as batch_op:
        batch_op.drop_column('first_seq')
    op.drop_table('incident_counts')
