"""LINE where no channel is configured: letters wait in the outbox until one is. Nothing is sent and nothing is lost."""

from bot.core.errors import TryLater
from bot.core.letters import Letter
from bot.core.replies import Speech
from handlers.line.rendering import Renderer

_PAUSE_SECONDS = 60.0


class UnconfiguredLine:
    """A `bot.core.ports.Sender` that puts every attempt off."""

    def __init__(self, renderer: Renderer) -> None:
        self._renderer = renderer

    def render(self, speech: Speech) -> str:
        return self._renderer.render(speech)

    async def reply(self, token: str, letter: Letter) -> None:  # noqa: ARG002 - the port's signature
        await self.push(letter)

    async def push(self, letter: Letter) -> None:  # noqa: ARG002 - the port's signature
        raise TryLater("line_not_configured", ambiguous=False, pause=_PAUSE_SECONDS)

    async def multicast(self, letter: Letter) -> None:
        await self.push(letter)
