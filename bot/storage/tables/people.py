"""Districts, people, how to reach them, who belongs to whom, who holds which office, what they consented to."""

from sqlalchemy import Boolean, Column, Date, Double, ForeignKey, Index, Table, Text, false, text

from bot.storage.instant import Instant
from bot.storage.sealing.columns import Sealed, SealedDouble
from bot.storage.tables.schema import Json, metadata

districts = Table(
    "districts",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kana", Text, nullable=False, default=""),
    Column("association", Text, nullable=False, default=""),
    Column("lat", Double),
    Column("lon", Double),
)

_DECEASED = text("deceased_at IS NOT NULL")

people = Table(
    "people",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kana", Text, nullable=False, default=""),
    Column("birthdate", Date),
    Column("sex", Text),
    Column("address", Sealed("people.address"), nullable=False, default=""),
    Column("district_id", Text, ForeignKey("districts.id")),
    Column("block", Text),
    Column("phone", Sealed("people.phone"), nullable=False, default=""),
    Column("language", Text, nullable=False, default="ja"),
    Column("support_needed", Boolean, nullable=False, default=False),
    Column("support_reason", Sealed("people.support_reason"), nullable=False, default=""),
    Column("disclosure_block", Boolean, nullable=False, default=False),
    Column("subject", Text),
    Column("lat", SealedDouble("people.lat")),
    Column("lon", SealedDouble("people.lon")),
    Column("deceased_at", Instant),
    # So few that whoever writes to people can leave them out at once.
    Index("ix_people_deceased", "id", postgresql_where=_DECEASED, sqlite_where=_DECEASED),
    # Holds all that the names of blocks are read from, every minute: 120,000 people are not walked through for it.
    Index(None, "district_id", "block"),
)

# One account may belong to several people: a couple with one phone. It then stands for neither until they choose.
# `tied_by` is empty for what came with the city's files; `session` is the city OS's sid of the sign-in behind it.
accounts = Table(
    "accounts",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), primary_key=True),
    Column("tied_by", Text),
    Column("tied_at", Instant),
    Column("session", Text),
    Index(None, "person_id"),
)

# What somebody untied in the chat: the next loading of the city's files does not tie it again (line.md 5.1).
untied_accounts = Table(
    "untied_accounts",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("address", Text, primary_key=True),
    Column("person_id", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)

relations = Table(
    "relations",
    metadata,
    Column("person_id", Text, ForeignKey("people.id"), primary_key=True),
    Column("other_id", Text, ForeignKey("people.id"), primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("label", Text, nullable=False, default=""),
    Column("confirmed", Boolean, nullable=False, default=False),
    Index(None, "other_id"),
)

# `district_id` is '' for an office held for the whole city: a key column cannot be empty.
roles = Table(
    "roles",
    metadata,
    Column("person_id", Text, ForeignKey("people.id"), primary_key=True),
    Column("role", Text, primary_key=True),
    Column("district_id", Text, primary_key=True, default=""),
    Index(None, "role", "district_id"),
)

consents = Table(
    "consents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("people.id"), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("items", Json, nullable=False),
    Column("recipient_kind", Text, nullable=False),
    Column("recipient_id", Text),
    Column("phase", Text, nullable=False),
    Column("cadence", Text, nullable=False),
    Column("given_at", Instant, nullable=False),
    Column("expires_at", Instant),
    Column("withdrawn_at", Instant),
    Column("withdrawn_by", Text),
    Column("confirmed_at", Instant),
    Column("refused", Boolean, nullable=False, default=False, server_default=false()),
    Column("origin", Text, nullable=False, default="file", server_default="file"),
    Column("proxy", Json),
    Column("terms", Json),
    Index(None, "person_id"),
)
