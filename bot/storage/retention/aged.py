"""Rows that go as they are when their time is over: which tables, and by which moment."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Delete, Select, Table, bindparam, delete, exists, func, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.proposals import ProposalState
from bot.rules.city_os_word import YES
from bot.storage.instant import Instant
from bot.storage.tables import (
    alerts,
    announcements,
    city_os_consents,
    consent_changes,
    district_calls,
    fetched_telegrams,
    forecasts,
    goings,
    held_mail,
    inbox,
    incidents,
    link_code_tries,
    link_codes,
    link_nonces,
    logout_tokens,
    notices,
    nudges,
    outbox,
    practices,
    proposals,
    reports,
    roll_calls,
    sign_ins,
    talk_lines,
    unclear_turns,
)

_CUTOFF = bindparam("cutoff", type_=Instant)


@dataclass(frozen=True)
class Aged:
    """`kind` is the name of its days in `Retention`; `is_due` has the parameter `cutoff`."""

    kind: str
    table: Table
    is_due: ColumnElement[bool]

    @property
    def counted(self) -> Select[int]:
        return select(func.count()).select_from(self.table).where(self.is_due)

    @property
    def erased(self) -> Delete:
        """At most `most` rows."""
        keys = list(self.table.primary_key)
        some = select(*keys).where(self.is_due).limit(bindparam("most"))
        return delete(self.table).where(tuple_(*keys).in_(some))


_is_behind_what_waits = exists().where(
    proposals.c.matter == alerts.c.matter, proposals.c.state == ProposalState.WAITING.value
)

_is_of_an_open_incident = exists().where(incidents.c.id == announcements.c.incident_id, incidents.c.closed_at.is_(None))

# What still waits is never erased, however old. A report about no incident is dealt with here, the others with theirs.
AGED = (
    Aged(
        "message_text",
        inbox,
        (inbox.c.state != "pending") & (func.coalesce(inbox.c.done_at, inbox.c.received_at, type_=Instant) < _CUTOFF),
    ),
    Aged("message_text", talk_lines, talk_lines.c.at < _CUTOFF),
    Aged("letters", outbox, (outbox.c.state != "pending") & (outbox.c.settled_at < _CUTOFF)),
    Aged("letters", held_mail, held_mail.c.at < _CUTOFF),
    Aged("notices", notices, notices.c.done_at < _CUTOFF),
    Aged("reports", reports, reports.c.incident_id.is_(None) & (reports.c.recorded_at < _CUTOFF)),
    Aged("consent_changes", consent_changes, consent_changes.c.confirmed_at < _CUTOFF),
    Aged(
        "city_os_consents",
        city_os_consents,
        or_(city_os_consents.c.state.not_in(sorted(YES)), city_os_consents.c.expires_at < _CUTOFF)
        & (city_os_consents.c.changed_at < _CUTOFF),
    ),
    Aged("links", link_codes, link_codes.c.expires_at < _CUTOFF),
    Aged("links", link_code_tries, link_code_tries.c.at < _CUTOFF),
    Aged("links", link_nonces, link_nonces.c.expires_at < _CUTOFF),
    Aged("links", sign_ins, sign_ins.c.expires_at < _CUTOFF),
    Aged("links", logout_tokens, logout_tokens.c.expires_at < _CUTOFF),
    Aged("alerts", alerts, (alerts.c.received_at < _CUTOFF) & ~_is_behind_what_waits),
    Aged("alerts", fetched_telegrams, fetched_telegrams.c.at < _CUTOFF),
    Aged("alerts", proposals, proposals.c.decided_at < _CUTOFF),
    Aged("goings", goings, goings.c.said_at < _CUTOFF),
    Aged("goings", nudges, nudges.c.at < _CUTOFF),
    Aged("roll_calls", roll_calls, roll_calls.c.at < _CUTOFF),
    Aged("announcements", announcements, (announcements.c.at < _CUTOFF) & ~_is_of_an_open_incident),
    Aged("practices", practices, func.coalesce(practices.c.done_at, practices.c.since, type_=Instant) < _CUTOFF),
    Aged("district_calls", district_calls, district_calls.c.called_at < _CUTOFF),
    Aged("forecasts", forecasts, forecasts.c.issued < _CUTOFF),
    Aged("unclear_turns", unclear_turns, unclear_turns.c.said_at < _CUTOFF),
)


async def count_aged(connection: AsyncConnection, aged: Aged, cutoff: datetime) -> int:
    return (await connection.execute(aged.counted, {"cutoff": cutoff})).scalar_one()


async def erase_aged(connection: AsyncConnection, aged: Aged, cutoff: datetime, most: int) -> int:
    return (await connection.execute(aged.erased, {"cutoff": cutoff, "most": most})).rowcount
