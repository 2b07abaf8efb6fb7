"""What comes in, where each talk stands, what goes out: inbox, conversations, outbox, and the web chat's log."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text, false, text

from bot.storage.instant import Instant
from bot.storage.sealing.columns import Sealed, SealedBytes
from bot.storage.tables.schema import Json, metadata

_PENDING = text("state = 'pending'")
_SHOWING = text("showing IS NOT NULL")
_OF_A_MAILING = text("mailing IS NOT NULL")
_ASKING = text("incident_id IS NOT NULL")
_REMINDING = text("reminds_of IS NOT NULL")

# Raw events are bytes: JSON may hold \u0000, which PostgreSQL's text cannot. The pending index is in the order of
# reading and carries the lane, so that the oldest of some lanes are found without sorting a backlog.
inbox = Table(
    "inbox",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("conversation", Text, nullable=False),
    Column("lane", Integer, nullable=False),
    Column("occurred_at", Instant, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("raw", SealedBytes("inbox.raw"), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("state", Text, nullable=False, default="pending"),
    Column("done_at", Instant),
    Column("reason", Text),
    Index(
        "ix_inbox_pending",
        "occurred_at",
        "event_id",
        "lane",
        postgresql_where=_PENDING,
        sqlite_where=_PENDING,
    ),
    Index(None, "conversation"),
)

# Version 0: nobody has spoken here yet; the row only says whether the account can be reached. `district_id` and
# `sent_private_at` are a group's: whose association's it is, and when it was last asked to answer one by one.
# `listed`: which list of names was last asked for.
conversations = Table(
    "conversations",
    metadata,
    Column("id", Text, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("person_id", Text),
    Column("language", Text, nullable=False, default="ja"),
    Column("state", Text, nullable=False, default="idle"),
    Column("about_id", Text),
    Column("incident_id", Text),
    Column("reach", Text, nullable=False, default="open"),
    Column("last_event_at", Instant),
    Column("version", Integer, nullable=False, default=0),
    Column("offered", Json),
    Column("link_code", Text),
    Column("link_browser", Text),
    Column("district_id", Text),
    Column("sent_private_at", Instant),
    Column("listed", Json),
)

# `priority` is a rank, 0 before 1 before 2; `seq` is the order of writing. `incident_id` is set where the letter is
# the check-in question itself, `reminds_of` where it repeats the question of that incident, for those alone who are
# silent when it goes. `showing` where it shows something of people: the `message_id` of the ledger's rows.
# `mailing`: the row of `announcements` that it carries out.
outbox = Table(
    "outbox",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("lane", Integer, nullable=False),
    Column("channel", Text, nullable=False),
    Column("recipients", Json, nullable=False),
    Column("speech", Sealed("outbox.speech"), nullable=False),
    Column("body", Sealed("outbox.body")),
    Column("priority", Integer, nullable=False),
    Column("reply_token", Text),
    Column("reply_until", Instant),
    Column("must_deliver", Boolean, nullable=False),
    Column("incident_id", Text),
    Column("reminds_of", Text),
    Column("mailing", Text),
    Column("silence_in", Text),
    Column("silence_of", Text),
    Column("silence_at", Text),
    Column("drill", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("first_attempt_at", Instant),
    Column("next_attempt_at", Instant, nullable=False),
    Column("replied", Boolean, nullable=False, default=False),
    Column("showing", Text),
    Column("may_have_arrived", Boolean, nullable=False, default=False, server_default=false()),
    Column("state", Text, nullable=False, default="pending"),
    Column("fate", Text),
    Column("reason", Text, nullable=False, default=""),
    Column("created_at", Instant, nullable=False),
    Column("settled_at", Instant),
    Index("ix_outbox_pending", "priority", "seq", "lane", postgresql_where=_PENDING, sqlite_where=_PENDING),
    Index("ix_outbox_showing", "showing", postgresql_where=_SHOWING, sqlite_where=_SHOWING),
    Index("ix_outbox_mailing", "mailing", postgresql_where=_OF_A_MAILING, sqlite_where=_OF_A_MAILING),
    Index("ix_outbox_incident_id", "incident_id", postgresql_where=_ASKING, sqlite_where=_ASKING),
    Index("ix_outbox_reminds_of", "reminds_of", postgresql_where=_REMINDING, sqlite_where=_REMINDING),
    sqlite_autoincrement=True,
)
