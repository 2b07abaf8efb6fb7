"""`POST /line/webhook`: takes LINE's events and answers 200 once they are stored, never before.

The hot path: a bare ASGI application, so that nothing of a web framework runs per request. What an event means is not
looked at here.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import structlog
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from bot.core.errors import Unavailable
from bot.core.lanes import lane_of
from bot.core.ports import Arrival, Clock, Inbox, Signal, Wakeups
from handlers.line.arrivals import UnreadableBody, arrivals
from handlers.line.signature import is_signed
from handlers.line.webhook_counts import Answer, WebhookCounts

PATH = "/line/webhook"
MAX_BODY_BYTES = 2 * 1024 * 1024
_BODY_WITHIN_SECONDS = 10.0

_log = structlog.get_logger(__name__)


class _Rejected(Exception):  # noqa: N818 - what becomes of the request
    def __init__(self, answer: Answer, status: HTTPStatus) -> None:
        super().__init__(answer)
        self.answer = answer
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """The ASGI application behind the route. `secrets` are channel secrets, any of which may have signed."""

    secrets: Sequence[bytes] = field(repr=False)
    inbox: Inbox
    wakeups: Wakeups
    clock: Clock
    counts: WebhookCounts

    def __post_init__(self) -> None:
        if not self.secrets or not all(self.secrets):
            raise ValueError(
                "no LINE channel secret, or an empty one: with it anybody could sign; set the channel's own"
            )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._accept(scope, receive)
            answer, status = Answer.ACCEPTED, HTTPStatus.OK
        except _Rejected as rejected:
            answer, status = rejected.answer, rejected.status
        self.counts.answered(answer)
        await _respond(send, status)

    async def _accept(self, scope: Scope, receive: Receive) -> None:
        body = await _body(scope, receive)
        if not is_signed(body, _header(scope, b"x-line-signature"), self.secrets):
            raise _Rejected(Answer.BAD_SIGNATURE, HTTPStatus.UNAUTHORIZED)
        try:
            events = arrivals(body, self.clock.now())
        except UnreadableBody as error:
            _log.warning("line_webhook_unreadable", problem=str(error), size=len(body))
            raise _Rejected(Answer.UNREADABLE, HTTPStatus.BAD_REQUEST) from error
        if not events:
            return
        try:
            await self.inbox.accept(events)
        except Unavailable as error:
            raise _Rejected(Answer.NOT_STORED, HTTPStatus.SERVICE_UNAVAILABLE) from error
        self.counts.stored(len(events))
        await self.wakeups.wake(Signal.INBOX, _lanes(events))


def create_webhook_route(webhook: Webhook) -> Route:
    """For `app.router.routes`. Starlette hands the request to an instance as it is, without a Request object."""
    return Route(PATH, endpoint=webhook, methods=["POST"])


def _lanes(events: Sequence[Arrival]) -> str:
    """`3,17`: the lanes that have work now."""
    return ",".join(map(str, sorted({lane_of(event.conversation) for event in events})))


def _header(scope: Scope, name: bytes) -> bytes | None:
    return next((bytes(value) for key, value in scope["headers"] if key.lower() == name), None)


async def _body(scope: Scope, receive: Receive) -> bytes:
    """The whole body, as most come: in one piece. A sender that dawdles or never ends is turned away."""
    declared = _header(scope, b"content-length")
    if declared is not None and declared.isdigit() and len(declared) < 20 and int(declared) > MAX_BODY_BYTES:
        raise _Rejected(Answer.TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        async with asyncio.timeout(_BODY_WITHIN_SECONDS):
            return await _read(receive)
    except TimeoutError as error:
        raise _Rejected(Answer.TOO_SLOW, HTTPStatus.REQUEST_TIMEOUT) from error


async def _read(receive: Receive) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Rejected(Answer.TOO_SLOW, HTTPStatus.REQUEST_TIMEOUT)
        piece = message.get("body", b"")
        size += len(piece)
        if size > MAX_BODY_BYTES:
            raise _Rejected(Answer.TOO_LARGE, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        pieces.append(piece)
        if not message.get("more_body"):
            return pieces[0] if len(pieces) == 1 else b"".join(pieces)


async def _respond(send: Send, status: HTTPStatus) -> None:
    await send({"type": "http.response.start", "status": status.value, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
