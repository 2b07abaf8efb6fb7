"""The web chat's way out: what is said goes into the log, and the open sockets are woken."""

from collections.abc import Sequence

from bot.core.errors import TryLater, Unavailable
from bot.core.events import Channel, conversation_id
from bot.core.ids import ConversationId
from bot.core.letters import Letter
from bot.core.ports import Signal, Wakeups
from bot.core.replies import Phrasebook, Speech
from handlers.web_chat.log import ChatLog
from handlers.web_chat.rendering import Renderer

EVERYBODY = ""
"""Detail of a wake-up that concerns many conversations: whoever is open looks."""


class WebChatSender:
    """bot.core.ports.Sender. Accepted means written to the log; whoever is away reads it on the next visit.

    A page has no reply token, so `reply` is the same as `push`. All three are idempotent by the letter's id, and an
    address without an account is no error: the log waits for the person's first sign-in.
    """

    def __init__(self, log: ChatLog, wakeups: Wakeups, phrasebook: Phrasebook) -> None:
        self._log = log
        self._wakeups = wakeups
        self._renderer = Renderer(phrasebook)

    def render(self, speech: Speech) -> str:
        return self._renderer.render(speech)

    async def reply(self, token: str, letter: Letter) -> None:  # noqa: ARG002 - the port's signature
        await self.push(letter)

    async def push(self, letter: Letter) -> None:
        await self._say(letter)

    async def multicast(self, letter: Letter) -> None:
        await self._say(letter)

    async def _say(self, letter: Letter) -> None:
        conversations = [conversation_id(Channel.WEB, address) for address in letter.recipients]
        body = self.render(letter.speech) if letter.body is None else letter.body
        try:
            await self._log.append(conversations, letter.id, body)
        except Unavailable as down:
            raise TryLater(f"{down.dependency} is down", ambiguous=False) from down
        await self._wakeups.wake(Signal.WEB_CHAT, _detail(conversations))


def _detail(conversations: Sequence[ConversationId]) -> str:
    return conversations[0] if len(conversations) == 1 else EVERYBODY
