"""What the city OS says about consents, how fresh that is, and what it still has to hear from us."""

from sqlalchemy import Column, Index, Integer, Table, Text

from bot.storage.instant import Instant
from bot.storage.tables.schema import Json, metadata

# One row for each consent that the city OS knows of one of our people, whatever its state there.
city_os_consents = Table(
    "city_os_consents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("items", Json, nullable=False),
    Column("recipient_kind", Text, nullable=False),
    Column("recipient_id", Text),
    Column("phase", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("changed_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("reference", Text),
    Column("reading", Integer, nullable=False),
    Index(None, "person_id"),
)

# Whose consents are in the mirror: who is not here, or has another subject by now, is asked about one by one.
city_os_people = Table(
    "city_os_people",
    metadata,
    Column("person_id", Text, primary_key=True),
    Column("subject", Text, nullable=False),
)

# One row: how far the change feed was read, when the mirror was last complete, and how often the feed was read anew
# from its beginning: what an older reading left behind is gone at the city OS.
city_os_feed = Table(
    "city_os_feed",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("cursor", Text, nullable=False, default=""),
    Column("as_of", Instant),
    Column("reading", Integer, nullable=False, default=0),
    Column("compared_at", Instant),
)

# Carried to the city OS until it has confirmed it, with `id` as the idempotency key.
consent_changes = Table(
    "consent_changes",
    metadata,
    Column("id", Text, primary_key=True),
    Column("consent_id", Text, nullable=False),
    Column("person_id", Text, nullable=False),
    Column("change", Text, nullable=False),
    Column("body", Json, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_attempt_at", Instant, nullable=False),
    Column("confirmed_at", Instant),
    Column("reason", Text, nullable=False, default=""),
    Index(None, "confirmed_at", "next_attempt_at"),
    Index(None, "person_id"),
)
