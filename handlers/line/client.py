"""The `bot.core.ports.Sender` of LINE. One attempt per call; trying again is the business of delivery."""

import json
import time
from collections.abc import Sequence

from bot.core.errors import Refused, TryLater
from bot.core.ids import retry_key
from bot.core.letters import Letter
from bot.core.replies import Speech
from handlers.line.answers import RecipientsRefused
from handlers.line.connection import LineConnection
from handlers.line.exhausted import Exhausted
from handlers.line.pace import Pace
from handlers.line.rendering import Renderer

MOST_RECIPIENTS = 500
_REPLY_WITHIN = 5.0
_PUSH_WITHIN = 10.0


class LineSender:
    """`processes`: how many of them send through this channel, and so share its rates."""

    def __init__(self, connection: LineConnection, renderer: Renderer, processes: int = 1) -> None:
        self._connection = connection
        self._renderer = renderer
        self._replies = Pace(2_000, processes)
        self._pushes = Pace(2_000, processes)
        self._multicasts = Pace(200, processes)
        self._exhausted = Exhausted(time.monotonic)

    def render(self, speech: Speech) -> str:
        return self._renderer.render(speech)

    async def reply(self, token: str, letter: Letter) -> None:
        """LINE refuses a retry key here (line.md 2.1): after a lost answer nobody can tell."""
        await self._replies.turn()
        request = _request("replyToken", json.dumps(token), letter)
        await self._connection.post("/v2/bot/message/reply", request, within=_REPLY_WITHIN)

    async def push(self, letter: Letter) -> None:
        (recipient,) = letter.recipients
        self._exhausted.check(1)
        await self._pushes.turn()
        await self._post("push", json.dumps(recipient), letter)

    async def multicast(self, letter: Letter) -> None:
        if not 1 <= len(letter.recipients) <= MOST_RECIPIENTS:
            raise ValueError(f"{len(letter.recipients)} recipients: LINE takes 1 to {MOST_RECIPIENTS} in one multicast")
        self._exhausted.check(len(letter.recipients))
        await self._multicasts.turn()
        await self._post("multicast", json.dumps(letter.recipients), letter)

    async def _post(self, method: str, to: str, letter: Letter) -> None:
        key = str(retry_key(letter.id))
        try:
            await self._connection.post(
                f"/v2/bot/message/{method}", _request("to", to, letter), within=_PUSH_WITHIN, retry_key=key
            )
        except RecipientsRefused as refused:
            raise Refused(refused.status, _named(refused.positions, letter)) from refused
        except TryLater as later:
            self._exhausted.note(len(letter.recipients), later)
            raise


def _request(field: str, value: str, letter: Letter) -> bytes:
    """Byte for byte the same at every attempt: the frozen body, with its recipients around it.

    Raises:
        ValueError: delivery has not frozen the body.
    """
    if letter.body is None:
        raise ValueError(f"letter {letter.id} has no body; it is rendered before the first attempt")
    return f'{{"{field}":{value},"messages":{letter.body}}}'.encode()


def _named(positions: Sequence[int], letter: Letter) -> tuple[str, ...]:
    """The addresses behind `to[i]`; without a position LINE means the only recipient of a push."""
    if not positions:
        return letter.recipients if len(letter.recipients) == 1 else ()
    return tuple(letter.recipients[each] for each in positions if each < len(letter.recipients))
