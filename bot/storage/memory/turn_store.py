"""The store of turns in memory: the same promises as over SQL, gone with the process."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.core.gazetteer import Named
from bot.core.ids import ConversationId
from bot.core.lanes import lane_of
from bot.core.ports import Arrival, FinishedTurn, Known
from bot.core.requests import Request
from bot.storage.memory.answers import answer_from
from bot.storage.memory.districts import is_rested
from bot.storage.memory.linking import has_unused_key
from bot.storage.memory.loading import known_of
from bot.storage.memory.names import names_in
from bot.storage.memory.world import Raised, World
from bot.storage.memory.writing import write
from bot.storage.turn_store.setting_aside import TRIES, notice_of_failure

T = TypeVar("T")


class MemoryTurnStore:
    def __init__(self, world: World) -> None:
        self._world = world

    async def pending(
        self, lanes: Collection[int], busy: Collection[ConversationId], limit: int
    ) -> tuple[Arrival, ...]:
        waiting = [
            each.arrival
            for each in self._world.inbox.values()
            if each.state == "pending"
            and lane_of(each.arrival.conversation) in lanes
            and each.arrival.conversation not in busy
        ]
        return tuple(sorted(waiting, key=lambda each: (each.occurred_at, each.id))[:limit])

    async def load(self, conversations: Collection[ConversationId]) -> Mapping[ConversationId, Known]:
        return {each: known_of(self._world, each) for each in conversations}

    async def names(self) -> tuple[Named, ...]:
        return names_in(self._world)

    async def answer(self, request: Request[T]) -> T:
        return answer_from(self._world, request)

    async def commit(self, turns: Sequence[FinishedTurn]) -> tuple[bool, ...]:
        return tuple(self._commit(turn) for turn in turns)

    async def set_aside(self, arrival: Arrival, reason: str, at: datetime) -> None:
        waiting = self._world.inbox[arrival.id]
        if waiting.state != "pending":
            return
        waiting.reason = reason
        waiting.arrival = replace(waiting.arrival, attempts=waiting.arrival.attempts + 1)
        if waiting.arrival.attempts >= TRIES:
            waiting.state = "failed"
            self._world.notices.append(Raised(notice_of_failure(arrival, at), arrival.id))

    def _commit(self, turn: FinishedTurn) -> bool:
        conversation = turn.outcome.conversation
        stored = self._world.conversations.get(conversation.id)
        waiting = self._world.inbox.get(turn.arrival.id)
        if waiting is None or waiting.state != "pending" or (stored.version if stored else 0) != conversation.version:
            return False
        if not has_unused_key(self._world, turn) or not is_rested(self._world, turn):
            return False
        waiting.state = "done"
        write(self._world, turn)
        return True
