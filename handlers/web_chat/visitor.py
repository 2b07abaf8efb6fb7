"""One open socket as the hub sees it: what it was handed and what still waits to be sent. It sends nothing itself."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

from bot.core.ids import ConversationId
from handlers.web_chat.log import Entry

ROOM = 16
"""Frames that may wait for a socket. A full one is not handed more, and asks again when it has sent them."""


class Visitor:
    """`handed` is the highest number that was put into its queue: what is below is never put there again."""

    def __init__(self, conversation: ConversationId, seen: int, token: str = "") -> None:
        """`token`: of the cookie by which it came in; the hub looks again whether that still opens `conversation`."""
        self.conversation = conversation
        self.handed = seen
        self.token = token
        self.behind = False
        self.is_locked_out = False
        self._waiting: asyncio.Queue[str] = asyncio.Queue(ROOM)
        self._sent_away = asyncio.Event()

    @property
    def has_room(self) -> bool:
        """Also notes that there is more to come, where there is no room for it now."""
        full = self._waiting.full()
        self.behind = self.behind or full
        return not full

    def hand(self, entries: Sequence[Entry], *, since: int, more: bool) -> None:
        """Takes what is new to it, as one frame; all of it or nothing.

        `since` is the number that was read from: a socket that stands before it (it got room, or came, while the
        read was under way) takes nothing, because it would miss what lies between.
        """
        if self.handed < since:
            self.behind = True
            return
        news = [entry for entry in entries if entry.seq > self.handed]
        if not news or not self.has_room:
            return
        self._waiting.put_nowait(entries_frame(news))
        self.handed = news[-1].seq
        self.behind = self.behind or more

    async def tell(self, kind: str, **fields: Any) -> None:
        """Queues a frame of the socket's own, waiting for room: who does not read is not read from either."""
        await self._waiting.put(json.dumps({"kind": kind, **fields}))

    async def next(self) -> str:
        return await self._waiting.get()

    def send_away(self) -> None:
        self._sent_away.set()

    def lock_out(self) -> None:
        """The cookie does not open this conversation any more; what still waits is not sent."""
        self.is_locked_out = True
        self._sent_away.set()

    async def until_sent_away(self) -> None:
        await self._sent_away.wait()


def entries_frame(entries: Sequence[Entry]) -> str:
    """`{"kind": "entries", "entries": [{"seq", "id", "own", "body"}]}`; the bodies are JSON already."""
    return '{"kind":"entries","entries":[' + ",".join(_entry(entry) for entry in entries) + "]}"


def _entry(entry: Entry) -> str:
    """An own entry goes by the browser's id, the last part of the event's."""
    id_ = entry.source.rpartition(":")[2] if entry.own else entry.source
    return f'{{"seq":{entry.seq},"id":{json.dumps(id_)},"own":{json.dumps(entry.own)},"body":{entry.body}}}'
