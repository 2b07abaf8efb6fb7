"""How accounts find their people: one-time codes, sign-ins that are on their way, and the city OS's ids.

Codes, states and nonces are stored by digest only: whoever reads the table can use none of them.
"""

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.schema import Json, metadata

link_codes = Table(
    "link_codes",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Index(None, "person_id"),
)

link_code_tries = Table(
    "link_code_tries",
    metadata,
    Column("id", Text, primary_key=True),
    Column("conversation", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("network", Text),
    Index(None, "conversation", "at"),
)

# A sign-in between our page and the city OS: what has to be the same when the person comes back.
sign_ins = Table(
    "sign_ins",
    metadata,
    Column("state_digest", Text, primary_key=True),
    Column("started", Json, nullable=False),
    Column("conversation", Text),
    Column("link_token", Text),
    Column("expires_at", Instant, nullable=False),
)

# Who signed in, on the way back to the channel: LINE's accountLink brings the nonce (line.md 5.1).
link_nonces = Table(
    "link_nonces",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("session", Text),
)

# The city OS's id of a person. `session` is its sid, for a logout that names nobody else.
identities = Table(
    "identities",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), nullable=False),
    Column("linked_at", Instant, nullable=False),
    Column("session", Text),
    Index(None, "person_id"),
)

# Seen `jti` of logout tokens, against replay.
logout_tokens = Table(
    "logout_tokens",
    metadata,
    Column("jti", Text, primary_key=True),
    Column("expires_at", Instant, nullable=False),
)
