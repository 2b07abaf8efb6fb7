"""Which turns of a batch may be committed: the conversation's version is still theirs, the event is not yet done."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ids import ConversationId
from bot.core.ports import FinishedTurn
from bot.storage.among import among
from bot.storage.insert import add_new
from bot.storage.instant import Instant
from bot.storage.rows.conversations import row_of_conversation
from bot.storage.tables import conversations, inbox
from bot.storage.turn_store.calling import with_rested_districts
from bot.storage.turn_store.linking import with_unused_keys
from bot.storage.turn_store.untying import untied_by

_VERSIONS = (
    select(conversations.c.id, conversations.c.version)
    .where(among(conversations.c.id, "conversations"))
    .order_by(conversations.c.id)
    .with_for_update()
)
_TAKE = (
    update(inbox)
    .where(among(inbox.c.event_id, "events"), inbox.c.state == "pending")
    .values(state="done", done_at=bindparam("at", type_=Instant))
    .returning(inbox.c.event_id)
)


async def claim(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> list[FinishedTurn]:
    """Those of the turns that are now this transaction's. Their conversations are locked and their events done."""
    await _make_sure_of_rows(connection, turns)
    versions = await _locked_versions(connection, turns)
    fresh: dict[ConversationId, FinishedTurn] = {}
    for turn in turns:
        conversation = turn.outcome.conversation
        if versions.get(conversation.id) == conversation.version:
            fresh.setdefault(conversation.id, turn)
    claimable = await with_unused_keys(connection, list(fresh.values())) if fresh else []
    claimable = await with_rested_districts(connection, claimable)
    if not claimable:
        return []
    taken = await _take_events(connection, claimable)
    return [turn for turn in claimable if turn.arrival.id in taken]


async def _make_sure_of_rows(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> None:
    """A new conversation gets its row first, so that two who begin it at once meet at the same lock."""
    new = {each.id: each for each in (turn.outcome.conversation for turn in turns) if each.version == 0}
    rows = [{**row_of_conversation(new[id_]), "version": 0} for id_ in sorted(new)]
    await add_new(connection, conversations, rows)


async def _locked_versions(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> dict[str, int]:
    """Those whose account another turn ends are locked with them, in one order."""
    own = {turn.outcome.conversation.id for turn in turns}
    asked = {"conversations": sorted(own | {record.conversation for _, record in untied_by(turns)})}
    return {row.id: row.version for row in await connection.execute(_VERSIONS, asked)}


async def _take_events(connection: AsyncConnection, turns: Sequence[FinishedTurn]) -> frozenset[str]:
    at = max(turn.finished_at for turn in turns)
    taken = await connection.execute(_TAKE, {"events": [turn.arrival.id for turn in turns], "at": at})
    return frozenset(row.event_id for row in taken)
