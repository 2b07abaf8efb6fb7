"""Keeps, hands out and drops the lists that wait for their sender's confirming tap."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import ConversationId
from bot.core.ports import FinishedTurn
from bot.core.records import RollCallEnded, RollCallKept
from bot.core.requests import WaitingRollCallIn
from bot.core.roll_calls import WaitingRollCall
from bot.storage.among import among
from bot.storage.rows.roll_calls import roll_call_of, row_of_roll_call
from bot.storage.tables import roll_calls
from bot.storage.upsert import put

_WAITING = select(roll_calls).where(among(roll_calls.c.conversation, "conversations"))
_END = delete(roll_calls).where(among(roll_calls.c.conversation, "conversations"))
_EVENTS = select(roll_calls.c.conversation, roll_calls.c.events).where(
    among(roll_calls.c.conversation, "conversations")
)


async def read_waiting(
    connection: AsyncConnection, requests: Collection[WaitingRollCallIn]
) -> Mapping[WaitingRollCallIn, WaitingRollCall | None]:
    rows = await connection.execute(_WAITING, {"conversations": sorted({each.conversation for each in requests})})
    found = {each.conversation: each for each in map(roll_call_of, rows)}
    return {each: found.get(each.conversation) for each in requests}


async def write_roll_calls(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    """A conversation has one turn in a batch, and that leaves one list or none."""
    left = waiting_after(turns)
    ended = sorted(each for each, waiting in left.items() if waiting is None)
    if ended:
        await connection.execute(_END, {"conversations": ended})
    await put(connection, roll_calls, [row_of_roll_call(each) for each in left.values() if each is not None])


def waiting_after(turns: Sequence[FinishedTurn]) -> Mapping[ConversationId, WaitingRollCall | None]:
    """What is left to wait in the conversations that these turns changed. Pure: the memory twin uses it as well."""
    left: dict[ConversationId, WaitingRollCall | None] = {}
    for record in (record for turn in turns for record in turn.outcome.records):
        match record:
            case RollCallKept(waiting):
                left[waiting.conversation] = waiting
            case RollCallEnded(conversation):
                left[conversation] = None
            case _:
                pass
    return left


async def forget_events(connection: AsyncConnection, conversations: Collection[str], events: Collection[str]) -> None:
    """A list that was read from one of these messages goes: its sender took the words back."""
    rows = (await connection.execute(_EVENTS, {"conversations": sorted(conversations)})).all()
    gone = sorted(row.conversation for row in rows if set(row.events) & set(events))
    if gone:
        await connection.execute(_END, {"conversations": gone})
