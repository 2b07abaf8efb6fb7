"""sites: designated emergency sites and shelters by name, so that messages can name them.

The index of people by district takes the block in, because blocks have names in messages, too.
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sites',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('kana', sa.Text(), nullable=False),
    sa.Column('district_id', sa.Text(), nullable=True),
    sa.Column('lat', sa.Double(), nullable=True),
    sa.Column('lon', sa.Double(), nullable=True),
    sa.ForeignKeyConstraint(['district_id'], ['districts.id'], name=op.f('fk_sites_district_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sites'))
    )
    op.create_index(op.f('ix_people_district_id_block'), 'people', ['district_id', 'block'])
    op.drop_index(op.f('ix_people_district_id'), table_name='people')


def downgrade() -> None:
    op.create_index(op.f('ix_people_district_id'), 'people', ['district_id'])
    op.drop_index(op.f('ix_people_district_id_block'), table_name='people')
    op.drop_table('sites')
