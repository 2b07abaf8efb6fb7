"""The open sockets of this process and what each has been handed. Fed by wake-ups; a poll finds what they missed."""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable
from time import monotonic

import structlog

from bot.core.errors import Unavailable
from bot.core.ids import ConversationId
from bot.core.ports import Signal, Wakeups
from handlers.web_chat.log import ChatLog
from handlers.web_chat.sender import EVERYBODY
from handlers.web_chat.visitor import Visitor

BATCH = 100
"""Entries handed to a conversation at once; whoever is further behind asks again when they are sent."""

_log = structlog.get_logger(__name__)


class Hub:
    """Knows who is here. Reads for open sockets only, and for all that need it in one read.

    `per_conversation` sockets of one account may be open; one more sends the oldest away (a phone that changed its
    network leaves dead ones behind). `most` is the limit of the whole process.
    """

    def __init__(
        self, log: ChatLog, wakeups: Wakeups, *, poll: float = 1.0, per_conversation: int = 6, most: int = 10_000
    ) -> None:
        self._log = log
        self._wakeups = wakeups
        self._poll = poll
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
        polled_at = monotonic()
        while True:
            woken = await self._wakeups.wait({Signal.WEB_CHAT}, self._poll)
            due = EVERYBODY in woken or monotonic() - polled_at >= self._poll
            if due:
                polled_at = monotonic()
            await self._look_or_say_so(list(self._visitors) if due else [ConversationId(each) for each in woken])

    async def look(self, conversations: Iterable[ConversationId]) -> None:
        """Reads what these conversations' open sockets have not been handed yet, and hands it to them.

        Raises:
            Unavailable: the log cannot be read now; nobody has lost their place in it.
        """
        seen = {each: place for each in conversations if (place := self._lowest(each)) is not None}
        if not seen:
            return
        for conversation, entries in (await self._log.after(seen, BATCH)).items():
            for visitor in self._open(conversation):
                visitor.hand(entries, since=seen[conversation], more=len(entries) == BATCH)

    async def _look_or_say_so(self, conversations: Collection[ConversationId]) -> None:
        try:
            await self.look(conversations)
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
