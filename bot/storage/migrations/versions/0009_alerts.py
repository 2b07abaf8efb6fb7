"""alerts: what authorities announced, the proposals that it led to, and how far the feeds were read."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('alerts',
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('change', sa.Text(), nullable=False),
    sa.Column('series', sa.Text(), nullable=False),
    sa.Column('issued', Instant(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('headline', sa.Text(), nullable=False),
    sa.Column('areas', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('event', sa.Text(), nullable=False),
    sa.Column('valid_until', Instant(), nullable=True),
    sa.Column('is_equivalent', sa.Boolean(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=True),
    sa.Column('shelters', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('faults', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('received_at', Instant(), nullable=False),
    sa.Column('raw', sa.LargeBinary(), nullable=True),
    sa.Column('became', sa.Text(), nullable=False),
    sa.Column('matter', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_alerts'))
    )
    op.create_index(op.f('ix_alerts_matter'), 'alerts', ['matter'])
    op.create_index(op.f('ix_alerts_received_at'), 'alerts', ['received_at'])
    op.create_index(op.f('ix_alerts_source_series_issued'), 'alerts', ['source', 'series', 'issued'])
    op.create_table('feed_marks',
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('etag', sa.Text(), nullable=False),
    sa.Column('last_modified', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('address', name=op.f('pk_feed_marks'))
    )
    op.create_table('fetched_telegrams',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fetched_telegrams'))
    )
    op.create_index(op.f('ix_fetched_telegrams_at'), 'fetched_telegrams', ['at'])
    op.create_table('proposals',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('aim', sa.Text(), nullable=False),
    sa.Column('matter', sa.Text(), nullable=False),
    sa.Column('alerts', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('trigger', sa.Text(), nullable=False),
    sa.Column('title', sa.Text(), nullable=False),
    sa.Column('hazard', sa.Text(), nullable=False),
    sa.Column('level', sa.Text(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('districts', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('whom', sa.Text(), nullable=False),
    sa.Column('notes', sa.JSON(none_as_null=True), nullable=False),
    sa.Column('is_clear', sa.Boolean(), nullable=False),
    sa.Column('drill', sa.Boolean(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('goes_at', Instant(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('decided_by', sa.Text(), nullable=True),
    sa.Column('decided_at', Instant(), nullable=True),
    sa.Column('incident_id', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposals'))
    )
    op.create_index(op.f('ix_proposals_made_at'), 'proposals', ['made_at'])
    op.create_index(op.f('ix_proposals_matter'), 'proposals', ['matter'])
    op.create_index(op.f('ix_proposals_state_goes_at'), 'proposals', ['state', 'goes_at'])


def downgrade() -> None:
    for table in ('proposals', 'fetched_telegrams', 'feed_marks', 'alerts'):
        op.drop_table(table)
