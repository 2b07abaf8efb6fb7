"""In front of all pages, files and sockets of the board: without a living session nothing passes either way."""

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from admin.origin import is_foreign
from admin.sessions import Session, Sessions
from bot.core.ports import Clock

COOKIE = "anpi_console"
SESSION = "anpi.session"
"""Where a page finds its session in the ASGI scope."""

_POLICY_VIOLATION = 1008


class Gate:
    def __init__(self, app: ASGIApp, sessions: Sessions, clock: Clock) -> None:
        self._app = app
        self._sessions = sessions
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        session = self._sessions.find(connection.cookies.get(COOKIE), self._clock.now())
        if is_foreign(connection):
            await _refuse(connection, receive, send, PlainTextResponse("Forbidden", 403))
        elif session is None:
            await _refuse(connection, receive, send, _to_sign_in(connection))
        elif scope["type"] == "websocket":
            line = _Line(session, self._clock, receive, send)
            await self._app({**scope, SESSION: session}, line.receive, line.send)
        else:
            await self._app({**scope, SESSION: session}, receive, send)


class _Line:
    """A socket that ends with its session: what would be sent afterwards is not, and what comes in is not heard."""

    def __init__(self, session: Session, clock: Clock, receive: Receive, send: Send) -> None:
        self._session = session
        self._clock = clock
        self._receive = receive
        self._send = send
        self._closed = False

    @property
    def _is_open(self) -> bool:
        return not self._closed and self._session.lives(self._clock.now())

    async def receive(self) -> Message:
        message = await self._receive()
        if self._is_open or message["type"] == "websocket.disconnect":
            return message
        await self._close()
        return {"type": "websocket.disconnect", "code": _POLICY_VIOLATION}

    async def send(self, message: Message) -> None:
        if self._is_open:
            self._closed = message["type"] == "websocket.close"
            await self._send(message)
        else:
            await self._close()

    async def _close(self) -> None:
        if not self._closed:
            self._closed = True
            await self._send({"type": "websocket.close", "code": _POLICY_VIOLATION})


def _to_sign_in(connection: HTTPConnection) -> Response:
    """People are led to the sign-in; scripts and files are told no."""
    if "text/html" in connection.headers.get("accept", ""):
        return RedirectResponse("/sign-in", 303)
    return PlainTextResponse("Unauthorized", 401)


async def _refuse(connection: HTTPConnection, receive: Receive, send: Send, answer: Response) -> None:
    if connection.scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
    else:
        await answer(connection.scope, receive, send)
