"""Writes what the claimed turns of a batch decided, table by table and not turn by turn."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import bindparam, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports import FinishedTurn
from bot.core.records import (
    MessageRetracted,
    NoticeNamed,
    NoticeRaised,
    ReachChanged,
    ReportMade,
    SaidToStaff,
    TurnUnclear,
)
from bot.storage.agreed import CityOsRules
from bot.storage.insert import add_new
from bot.storage.ledger.append import append
from bot.storage.ledger.entries import entries_of, entry_of_shown
from bot.storage.ledger.undelivered import note_undelivered
from bot.storage.rows.conversations import row_of_conversation
from bot.storage.rows.letters import row_of_letter
from bot.storage.rows.notices import row_of_notice
from bot.storage.rows.reports import row_of_report
from bot.storage.rows.talks import row_of_said
from bot.storage.rows.unclear import row_of_unclear
from bot.storage.tables import conversations, notices, outbox, reports, talk_lines, unclear_turns
from bot.storage.turn_store.calling import call_districts
from bot.storage.turn_store.consenting import Ended, write_consents
from bot.storage.turn_store.going import write_goings
from bot.storage.turn_store.held import with_held
from bot.storage.turn_store.linking import write_links
from bot.storage.turn_store.mail import Mail, mail_of
from bot.storage.turn_store.moving import move_check_ins
from bot.storage.turn_store.quiet_days import write_quiet_days
from bot.storage.turn_store.retracting import retract
from bot.storage.turn_store.roads import roads_to
from bot.storage.turn_store.roll_calls import write_roll_calls
from bot.storage.turn_store.untying import Left, untie_accounts
from bot.storage.turn_store.waiting_mail import with_waiting

R = TypeVar("R")

# Not the reach: deliveries change it as well, and a turn that began before must not undo that.
_MOVED = (
    "person_id",
    "language",
    "state",
    "about_id",
    "incident_id",
    "last_event_at",
    "version",
    "offered",
    "link_code",
    "link_browser",
    "district_id",
    "sent_private_at",
    "listed",
)
_MOVE = (
    update(conversations)
    .where(conversations.c.id == bindparam("of"))
    .values({name: bindparam(f"new_{name}", type_=conversations.c[name].type) for name in _MOVED})
)
_NAME = (
    update(notices).where(notices.c.id == bindparam("of"), notices.c.about.is_(None)).values(about=bindparam("whom"))
)
_REACH = update(conversations).where(conversations.c.id == bindparam("of")).values(reach=bindparam("new_reach"))


async def write(
    connection: AsyncConnection,
    turns: Sequence[FinishedTurn],
    left: int | None = None,
    city_os: CityOsRules | None = None,
) -> None:
    """`left`: LINE messages of this month, as far as LINE said. `city_os`: as the store has it."""
    await _move_conversations(connection, turns)
    await _add_reports(connection, turns)
    await move_check_ins(connection, turns)
    await _change_reach(connection, turns)
    left_accounts, unseen = await untie_accounts(connection, turns)
    mails = await _add_mail(connection, turns, left_accounts, city_os)
    await call_districts(connection, turns, left)
    await _add_notices(connection, turns)
    await add_new(connection, unclear_turns, [row_of_unclear(each) for _, each in _records(turns, TurnUnclear)])
    await add_new(connection, talk_lines, [row_of_said(each) for _, each in _records(turns, SaidToStaff)])
    await write_roll_calls(connection, turns)
    await retract(connection, [record for _, record in _records(turns, MessageRetracted)])
    await write_goings(connection, turns)
    await write_quiet_days(connection, turns)
    ended = await write_consents(connection, turns)
    await write_links(connection, turns)
    await _add_to_ledger(connection, turns, mails, ended)
    await note_undelivered(connection, unseen)


async def _move_conversations(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    rows = [row_of_conversation(turn.outcome.conversation) for turn in turns]
    await connection.execute(
        _MOVE, [{"of": row["id"], **{f"new_{name}": row[name] for name in _MOVED}} for row in rows]
    )


async def _add_reports(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    made = _records(turns, ReportMade)
    rows = [row_of_report(record.report, turn.event.id, turn.finished_at) for turn, record in made]
    await add_new(connection, reports, rows)


async def _change_reach(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    changed = {record.conversation: record.reach.value for _, record in _records(turns, ReachChanged)}
    if changed:
        await connection.execute(_REACH, [{"of": of, "new_reach": changed[of]} for of in sorted(changed)])


async def _add_mail(
    connection: AsyncConnection, turns: Sequence[FinishedTurn], left: Left, city_os: CityOsRules | None
) -> Sequence[Mail]:
    roads = await roads_to(connection, {message.to for turn in turns for message in turn.outcome.messages})
    mails = await with_held(connection, turns, [mail_of(turn, roads, left) for turn in turns])
    mails = await with_waiting(connection, mails, city_os)
    await add_new(connection, outbox, [row_of_letter(letter) for mail in mails for letter in mail.letters])
    return mails


async def _add_to_ledger(
    connection: AsyncConnection, turns: Sequence[FinishedTurn], mails: Sequence[Mail], ended: Ended
) -> None:
    """With the letters that carry what was shown (promise 2), in the order of the turns; last, because it locks."""
    entries = [
        entry
        for turn, mail in zip(turns, mails, strict=True)
        for entry in (*entries_of(turn, ended), *map(entry_of_shown, mail.shown))
    ]
    await append(connection, entries)


async def _add_notices(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    raised = _records(turns, NoticeRaised)
    await add_new(connection, notices, [row_of_notice(record, turn.event.id) for turn, record in raised])
    named = [{"of": record.id, "whom": record.about} for _, record in _records(turns, NoticeNamed)]
    if named:
        await connection.execute(_NAME, named)


def _records(turns: Sequence[FinishedTurn], kind: type[R]) -> Iterator[tuple[FinishedTurn, R]]:
    return ((turn, each) for turn in turns for each in turn.outcome.records if isinstance(each, kind))
