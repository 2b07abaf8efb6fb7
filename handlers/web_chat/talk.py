"""What is said over one open socket: hello, what the person does, what Anpi says. One at a time, in order."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

from fastapi import WebSocket, WebSocketDisconnect

from bot.core.errors import Unavailable
from bot.core.events import UNKNOWN_SENDER, Channel, SentFrom, conversation_id
from bot.core.ports import Signal
from handlers.web_chat.frames import Done, Hello, Malformed, Ping, read
from handlers.web_chat.hub import Hub
from handlers.web_chat.pace import Pace
from handlers.web_chat.parsing import arrival_of
from handlers.web_chat.ports import WebChatPorts
from handlers.web_chat.rendering import echo
from handlers.web_chat.sent_from import network_of
from handlers.web_chat.visitor import Visitor

HISTORY = 200
"""Entries that a newly opened page is shown; a page that comes back gets all that it missed."""
GREETING = 10.0
"""Seconds within which the hello must come."""
IDLE = 60.0
"""Seconds without any frame after which the browser counts as gone; the page sends a ping every 20."""
SENDING = 10.0
"""Seconds that one frame may take on its way out; a slower browser is closed and resumes."""
LATER = 3
"""Seconds after which the page tries again what could not be kept."""
RATE, BURST = 2.0, 20
"""Things that a person may do over one socket: a second, and at once."""


class Unwelcome(Exception):  # noqa: N818 - what the browser did
    """The socket did not begin with a hello, or sent something that is no text."""


class Talk:
    """One socket. `listen` and `speak` run side by side between entering and leaving `joined`."""

    def __init__(self, websocket: WebSocket, ports: WebChatPorts, hub: Hub) -> None:
        self._websocket = websocket
        self._ports = ports
        self._hub = hub
        self._pace = Pace(RATE, BURST, monotonic())
        self._address = ""
        self._sent_from = UNKNOWN_SENDER
        self._visitor: Visitor

    @asynccontextmanager
    async def joined(self, address: str, token: str) -> AsyncIterator[None]:
        """Greets, and belongs to the hub until it is left. `token` is the one that opened `address`.

        Raises:
            Unavailable: no database, or no room in this process.
            Unwelcome: the first frame is no hello.
        """
        hello = await self._receive(GREETING)
        if not isinstance(hello, Hello):
            raise Unwelcome
        if self._hub.is_full:
            raise Unavailable("web chat")
        await self._greet(hello, address, token)
        self._hub.join(self._visitor)
        try:
            await self._hub.look([self._visitor.conversation], doubted=[self._visitor.conversation])
            yield
        finally:
            self._hub.leave(self._visitor)

    async def listen(self) -> None:
        while True:
            match await self._receive(IDLE):
                case Ping():
                    await self._visitor.tell("pong")
                case Done() as done:
                    await self._take(done)
                case Malformed() as malformed:
                    await self._visitor.tell("refused", id=malformed.id, flaw=malformed.flaw)
                case Hello():
                    raise Unwelcome

    async def speak(self) -> None:
        while True:
            frame = await self._visitor.next()
            try:
                async with asyncio.timeout(SENDING):
                    await self._websocket.send_text(frame)
            except TimeoutError:
                raise Unavailable("browser") from None
            await self._catch_up()

    async def until_sent_away(self) -> None:
        await self._visitor.until_sent_away()

    @property
    def is_locked_out(self) -> bool:
        return self._visitor.is_locked_out

    async def _greet(self, hello: Hello, address: str, token: str) -> None:
        """A page that has seen more than there is shows another account's past: it begins anew."""
        conversation = conversation_id(Channel.WEB, address)
        newest = await self._ports.log.newest(conversation)
        fresh = hello.seen == 0 or hello.seen > newest
        self._address = address
        client = self._websocket.client
        self._sent_from = SentFrom(hello.browser, network_of(client.host if client else None))
        self._visitor = Visitor(conversation, max(0, newest - HISTORY) if fresh else hello.seen, token)
        await self._visitor.tell("welcome", newest=newest, fresh=fresh)

    async def _receive(self, within: float) -> Hello | Ping | Done | Malformed:
        async with asyncio.timeout(within):
            message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code") or 1005)
        text = message.get("text")
        if text is None:
            raise Unwelcome
        try:
            return read(text)
        except Malformed as malformed:
            return malformed

    async def _take(self, done: Done) -> None:
        """Acknowledges what is durable; what is not, the page keeps and sends again under the same id."""
        if not self._pace.allows(monotonic()):
            await self._visitor.tell("later", id=done.id, after=LATER)
            return
        try:
            await self._keep(done)
        except Unavailable:
            await self._visitor.tell("later", id=done.id, after=LATER)
            return
        await self._visitor.tell("accepted", id=done.id)

    async def _keep(self, done: Done) -> None:
        """Inbox first: nothing is shown as said that was not accepted. Both are idempotent, so half is no harm."""
        arrival = arrival_of(done, self._address, self._ports.clock.now(), self._sent_from)
        await self._ports.inbox.accept([arrival])
        said = echo(done)
        if said is not None:
            await self._ports.log.said(arrival.conversation, arrival.id, said)
            await self._ports.wakeups.wake(Signal.WEB_CHAT, arrival.conversation)
        await self._ports.wakeups.wake(Signal.INBOX, arrival.conversation)

    async def _catch_up(self) -> None:
        """There was no room for all of it before. Where it cannot be read now, the poll comes to it."""
        if not self._visitor.behind:
            return
        self._visitor.behind = False
        try:
            await self._hub.look([self._visitor.conversation])
        except Unavailable:
            self._visitor.behind = True
