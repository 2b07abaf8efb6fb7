"""identity and consent."""

import sqlalchemy as sa
from alembic import op
from bot.storage.instant import Instant
from bot.storage.migrations.chaining import chain_disclosures

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('city_os_consents',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False),
    sa.Column('recipient_kind', sa.Text(), nullable=False),
    sa.Column('recipient_id', sa.Text(), nullable=True),
    sa.Column('phase', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('given_at', Instant(), nullable=False),
    sa.Column('withdrawn_at', Instant(), nullable=True),
    sa.Column('changed_at', Instant(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=True),
    sa.Column('reference', sa.Text(), nullable=True),
    sa.Column('reading', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_city_os_consents'))
    )
    with op.batch_alter_table('city_os_consents', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_city_os_consents_person_id'), ['person_id'], unique=False)

    op.create_table('city_os_feed',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('cursor', sa.Text(), nullable=False),
    sa.Column('as_of', Instant(), nullable=True),
    sa.Column('reading', sa.Integer(), nullable=False),
    sa.Column('compared_at', Instant(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_city_os_feed'))
    )
    op.create_table('city_os_people',
    sa.Column('person_id', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_city_os_people'))
    )
    op.create_table('consent_changes',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('consent_id', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Text(), nullable=False),
    sa.Column('change', sa.Text(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_attempt_at', Instant(), nullable=False),
    sa.Column('confirmed_at', Instant(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_changes'))
    )
    with op.batch_alter_table('consent_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_consent_changes_confirmed_at_next_attempt_at'), ['confirmed_at', 'next_attempt_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_consent_changes_person_id'), ['person_id'], unique=False)

    op.create_table('ledger',
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Text(), nullable=True),
    sa.Column('other_id', sa.Text(), nullable=True),
    sa.Column('message_id', sa.Text(), nullable=True),
    sa.Column('drill', sa.Boolean(), nullable=False),
    sa.Column('body', sa.Text(), nullable=True),
    sa.Column('body_digest', sa.Text(), nullable=False),
    sa.Column('previous', sa.Text(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('seq', name=op.f('pk_ledger')),
    sa.UniqueConstraint('id', name=op.f('uq_ledger_id'))
    )
    with op.batch_alter_table('ledger', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ledger_person_id_seq'), ['person_id', 'seq'], unique=False)

    op.create_table('ledger_head',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('seq', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_head'))
    )
    op.create_table('link_code_tries',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('conversation', sa.Text(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link_code_tries'))
    )
    with op.batch_alter_table('link_code_tries', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_link_code_tries_conversation_at'), ['conversation', 'at'], unique=False)

    op.create_table('logout_tokens',
    sa.Column('jti', sa.Text(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('jti', name=op.f('pk_logout_tokens'))
    )
    op.create_table('sign_ins',
    sa.Column('state_digest', sa.Text(), nullable=False),
    sa.Column('started', sa.JSON(), nullable=False),
    sa.Column('conversation', sa.Text(), nullable=True),
    sa.Column('link_token', sa.Text(), nullable=True),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('state_digest', name=op.f('pk_sign_ins'))
    )
    op.create_table('identities',
    sa.Column('issuer', sa.Text(), nullable=False),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Text(), nullable=False),
    sa.Column('linked_at', Instant(), nullable=False),
    sa.Column('session', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_identities_person_id')),
    sa.PrimaryKeyConstraint('issuer', 'subject', name=op.f('pk_identities'))
    )
    with op.batch_alter_table('identities', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_identities_person_id'), ['person_id'], unique=False)

    op.create_table('link_codes',
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Text(), nullable=False),
    sa.Column('made_at', Instant(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.Column('used_at', Instant(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_link_codes_person_id')),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_link_codes'))
    )
    with op.batch_alter_table('link_codes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_link_codes_person_id'), ['person_id'], unique=False)

    op.create_table('link_nonces',
    sa.Column('digest', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Text(), nullable=False),
    sa.Column('expires_at', Instant(), nullable=False),
    sa.Column('used_at', Instant(), nullable=True),
    sa.Column('session', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_link_nonces_person_id')),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_link_nonces'))
    )
    chain_disclosures(op.get_bind())
    with op.batch_alter_table('disclosures', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_disclosures_about_at'))

    op.drop_table('disclosures')
    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.add_column(sa.Column('withdrawn_by', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('confirmed_at', Instant(), nullable=True))
        batch_op.add_column(sa.Column('refused', sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column('origin', sa.Text(), server_default='file', nullable=False))
        batch_op.add_column(sa.Column('proxy', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('terms', sa.JSON(), nullable=True))

    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('offered', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('link_code', sa.Text(), nullable=True))

    op.create_table('untied_accounts',
    sa.Column('channel', sa.Text(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('person_id', sa.Text(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.PrimaryKeyConstraint('channel', 'address', 'person_id', name=op.f('pk_untied_accounts'))
    )
    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('tied_by', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('tied_at', Instant(), nullable=True))
        batch_op.add_column(sa.Column('session', sa.Text(), nullable=True))

    with op.batch_alter_table('emergencies', schema=None) as batch_op:
        batch_op.add_column(sa.Column('declared_by', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('cause', sa.Text(), server_default='', nullable=False))
        batch_op.add_column(sa.Column('recipients', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('end_told_at', Instant(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('emergencies', schema=None) as batch_op:
        batch_op.drop_column('end_told_at')
        batch_op.drop_column('recipients')
        batch_op.drop_column('cause')
        batch_op.drop_column('declared_by')

    with op.batch_alter_table('conversations', schema=None) as batch_op:
        batch_op.drop_column('link_code')
        batch_op.drop_column('offered')

    with op.batch_alter_table('accounts', schema=None) as batch_op:
        batch_op.drop_column('session')
        batch_op.drop_column('tied_at')
        batch_op.drop_column('tied_by')

    op.drop_table('untied_accounts')

    with op.batch_alter_table('consents', schema=None) as batch_op:
        batch_op.drop_column('terms')
        batch_op.drop_column('proxy')
        batch_op.drop_column('origin')
        batch_op.drop_column('refused')
        batch_op.drop_column('confirmed_at')
        batch_op.drop_column('withdrawn_by')

    op.create_table('disclosures',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('at', Instant(), nullable=False),
    sa.Column('about', sa.Text(), nullable=False),
    sa.Column('recipient', sa.Text(), nullable=False),
    sa.Column('recipient_kind', sa.Text(), nullable=False),
    sa.Column('purpose', sa.Text(), nullable=False),
    sa.Column('items', sa.JSON(), nullable=False),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('incident_id', sa.Text(), nullable=True),
    sa.Column('until', Instant(), nullable=True),
    sa.Column('message_id', sa.Text(), nullable=True),
    sa.Column('drill', sa.Boolean(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_disclosures'))
    )
    with op.batch_alter_table('disclosures', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_disclosures_about_at'), ['about', 'at'], unique=False)

    op.drop_table('link_nonces')
    with op.batch_alter_table('link_codes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_link_codes_person_id'))

    op.drop_table('link_codes')
    with op.batch_alter_table('identities', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_identities_person_id'))

    op.drop_table('identities')
    op.drop_table('sign_ins')
    op.drop_table('logout_tokens')
    with op.batch_alter_table('link_code_tries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_link_code_tries_conversation_at'))

    op.drop_table('link_code_tries')
    op.drop_table('ledger_head')
    with op.batch_alter_table('ledger', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ledger_person_id_seq'))

    op.drop_table('ledger')
    with op.batch_alter_table('consent_changes', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_consent_changes_person_id'))
        batch_op.drop_index(batch_op.f('ix_consent_changes_confirmed_at_next_attempt_at'))

    op.drop_table('consent_changes')
    op.drop_table('city_os_people')
    op.drop_table('city_os_feed')
    with op.batch_alter_table('city_os_consents', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_city_os_consents_person_id'))

    op.drop_table('city_os_consents')
