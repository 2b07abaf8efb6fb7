"""sealed fields: columns of numbers and JSON become text; what stands in them stays, and is sealed by `anpi keys rotate`."""

import sqlalchemy as sa
from alembic import op
from bot.storage.migrations.retyping import numbers_as_text, retyped, text_as_numbers, unmarked, with_marks

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

_JSON = (('check_ins', 'spot'), ('reports', 'spot'))


def upgrade() -> None:
    with_marks(op.get_bind())
    numbers_as_text(op, 'people', ('lat', 'lon'))
    for table, column in _JSON:
        retyped(op, table, column, sa.JSON(), sa.Text())


def downgrade() -> None:
    unmarked(op.get_bind())
    for table, column in _JSON:
        retyped(op, table, column, sa.Text(), sa.JSON())
    text_as_numbers(op, 'people', ('lat', 'lon'))
