"""The open sockets of this process and what each has been handed. Fed by wake-ups; a poll finds what they missed."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable
from time import monotonic
from typing import Protocol

import structlog

from bot.core.errors import Unavailable
from bot.core.events import Channel, conversation_id
from bot.core.ids import ConversationId
from bot.core.ports import Signal, Wakeups
from handlers.web_chat.log import Accounts, ChatLog
from handlers.web_chat.sender import EVERYBODY
from handlers.web_chat.visitor import Visitor

BATCH = 100
"""Entries handed to a conversation at once; whoever is further behind asks again when they are sent."""

_log = structlog.get_logger(__name__)


class HubPorts(Protocol):
    @property
    def log(self) -> ChatLog: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def wakeups(self) -> Wakeups: ...


class Hub:
    """Knows who is here. Reads for open sockets only, and for all that need it in one read.

    `per_conversation` sockets of one account may be open; one more sends the oldest away (a phone that changed its
    network leaves dead ones behind). `most` is the limit of the whole process.
    Nobody is handed anything whose cookie has ceased to open the conversation: before news are handed out, when a
    wake-up names the conversation, and every `doubt` seconds for all, the cookies are looked up again.
    """

    def __init__(
        self, ports: HubPorts, *, poll: float = 1.0, doubt: float = 3.0, per_conversation: int = 6, most: int = 10_000
    ) -> None:
        self._log = ports.log
        self._accounts = ports.accounts
        self._wakeups = ports.wakeups
        self._poll = poll
        self._doubt = doubt
        self._per_conversation = per_conversation
        self._most = most
        self._visitors: defaultdict[ConversationId, OrderedDict[Visitor, None]] = defaultdict(OrderedDict)
        self._count = 0
        self._lost = False

    @property
    def is_full(self) -> bool:
        return self._count >= self._most

    def join(self, visitor: Visitor) -> None:
        here = self._visitors[visitor.conversation]
        here[visitor] = None
        self._count += 1
        if len(here) > self._per_conversation:
            oldest = next(iter(here))
            self.leave(oldest)
            oldest.send_away()

    def leave(self, visitor: Visitor) -> None:
        """Leaving twice is leaving once."""
        here = self._visitors.get(visitor.conversation, OrderedDict())
        if visitor not in here:
            return
        del here[visitor]
        self._count -= 1
        if not here:
            del self._visitors[visitor.conversation]

    async def run(self) -> None:
        """Hands out news until cancelled: run it as a task in the application's lifespan."""
        polled_at = doubted_at = monotonic()
        while True:
            woken = await self._wakeups.wait({Signal.WEB_CHAT}, self._poll)
            now = monotonic()
            due = EVERYBODY in woken or now - polled_at >= self._poll
            polled_at = now if due else polled_at
            named = [ConversationId(each) for each in woken if each != EVERYBODY]
            if now - doubted_at >= self._doubt:
                doubted_at, named = now, list(self._visitors)
            await self._look_or_say_so(list(self._visitors) if due else named, named)

    async def look(self, conversations: Iterable[ConversationId], *, doubted: Collection[ConversationId] = ()) -> None:
        """Reads what these conversations' open sockets have not been handed yet, and hands it to them.

        The cookies are looked up after the news are read: what was written for whoever comes next is handed to nobody.
        Those of `doubted` conversations are looked up without any news as well.

        Raises:
            Unavailable: it cannot be read now; nobody has lost their place in it.
        """
        seen = {each: place for each in conversations if (place := self._lowest(each)) is not None}
        news = await self._log.after(seen, BATCH) if seen else {}
        await self._lock_out({*(each for each, entries in news.items() if entries), *doubted})
        for conversation, entries in news.items():
            for visitor in self._open(conversation):
                visitor.hand(entries, since=seen[conversation], more=len(entries) == BATCH)

    async def _lock_out(self, conversations: Collection[ConversationId]) -> None:
        """Whoever came in by a cookie that opens their conversation no more."""
        here = [visitor for each in conversations for visitor in self._open(each)]
        if not here:
            return
        opened = await self._accounts.opened_by({visitor.token for visitor in here})
        for visitor in here:
            address = opened.get(visitor.token)
            if address is None or conversation_id(Channel.WEB, address) != visitor.conversation:
                self.leave(visitor)
                visitor.lock_out()

    async def _look_or_say_so(
        self, conversations: Collection[ConversationId], doubted: Collection[ConversationId]
    ) -> None:
        try:
            await self.look(conversations, doubted=doubted)
        except Unavailable:
            if not self._lost:
                _log.warning("web_chat_log_lost")
            self._lost = True
            return
        if self._lost and conversations:
            self._lost = False
            _log.info("web_chat_log_back")

    def _open(self, conversation: ConversationId) -> tuple[Visitor, ...]:
        return tuple(self._visitors.get(conversation, ()))

    def _lowest(self, conversation: ConversationId) -> int | None:
        """From where to read: the lowest number that a socket with room for more was handed."""
        return min((each.handed for each in self._open(conversation) if each.has_room), default=None)
