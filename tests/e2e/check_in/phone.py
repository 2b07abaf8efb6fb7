"""One person's phone at the stand-in for LINE: does something and waits for what comes of it."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from integrations.sandbox.line_platform import Platform
from integrations.sandbox.line_platform.journal import AcceptedSend
from integrations.sandbox.line_platform.phone.buttons import Wanted, buttons_of
from integrations.sandbox.line_platform.phone.friendship import block, follow
from integrations.sandbox.line_platform.phone.hand import Done, Hand
from integrations.sandbox.line_platform.phone.tapping import tap
from integrations.sandbox.line_platform.phone.writing import say

WITHIN = 60.0
"""Seconds; the machine may be busy, a worker only starting, and nothing here measures speed but what says so."""
REPLY = "POST /v2/bot/message/reply"
PUSH = "POST /v2/bot/message/push"
MULTICAST = "POST /v2/bot/message/multicast"


@dataclass(frozen=True, slots=True)
class Heard:
    """The messages of one send as this phone shows them."""

    send: AcceptedSend
    contents: Sequence[Mapping[str, Any]]

    @property
    def words(self) -> str:
        """Everything that can be read, alternative texts and labels included, one text a line."""
        return "\n".join(each for content in self.contents for each in texts_in(content))

    @property
    def first(self) -> str:
        return "\n".join(texts_in(self.contents[0]))


def texts_in(part: Any) -> Iterator[str]:
    """Every text in a message object, depth first, and every address that a button opens."""
    if isinstance(part, Mapping):
        for name, value in part.items():
            if isinstance(value, str) and name in ("text", "altText", "label", "displayText", "uri"):
                yield value
            else:
                yield from texts_in(value)
    elif isinstance(part, list):
        for each in part:
            yield from texts_in(each)


class Phone:
    def __init__(self, platform: Platform, user: str, group: str | None = None) -> None:
        self.hand = Hand(platform, user, group)
        self._chat_id = group or user
        self._sends = platform.world.journal.sends
        self._seen = 0
        """How many of the platform's sends this phone has taken note of."""

    async def says(self, words: str) -> Heard:
        return await self._answer_to(lambda: say(self.hand, words))

    async def taps(self, label: str) -> Heard:
        return await self._answer_to(lambda: tap(self.hand, Wanted(label=label)))

    async def follows(self) -> Heard:
        return await self._answer_to(lambda: follow(self.hand))

    async def blocks(self) -> None:
        await self.does(lambda: block(self.hand))

    async def does(self, act: Any) -> None:
        """Something that has no answer: over when the bot has accepted it."""
        done: Done = act()
        assert done.webhook is not None
        outcome = await done.webhook
        assert outcome.ok, outcome

    async def _answer_to(self, act: Any) -> Heard:
        """The reply, by its token, to what is done now."""
        since = len(self._sends)
        await self.does(act)
        return await self._next(since, REPLY)

    async def answer_to(self, act: Any) -> Heard:
        return await self._answer_to(act)

    async def is_told(self, route: str = PUSH, within: float = WITHIN) -> Heard:
        """The next message that nobody here has asked for."""
        heard = await self._next(self._seen, route, within)
        self._seen = self._sends.index(heard.send) + 1
        return heard

    async def is_told_since(self, since: int, words: str) -> str:
        """Whatever comes by reply or push after that many sends of the platform, as soon as it holds these words."""
        return (await self.hears_since(since, words)).words

    async def hears_since(self, since: int, words: str) -> Heard:
        async with asyncio.timeout(WITHIN):
            while True:
                mine = [self._heard(each) for each in self._sends[since:] if self._chat_id in each.delivered]
                found = next((each for each in mine if words in each.words), None)
                if found is not None:
                    return found
                await asyncio.sleep(0.01)

    def listens_from_now(self) -> None:
        self._seen = len(self._sends)

    def unheard(self, route: str = PUSH) -> list[Heard]:
        return [self._heard(each) for each in self._sends[self._seen :] if self._is_for_me(each, route)]

    async def _next(self, since: int, route: str, within: float = WITHIN) -> Heard:
        async with asyncio.timeout(within):
            while True:
                found = next((each for each in self._sends[since:] if self._is_for_me(each, route)), None)
                if found is not None:
                    return self._heard(found)
                await asyncio.sleep(0.01)

    def _is_for_me(self, send: AcceptedSend, route: str) -> bool:
        return send.route == route and self._chat_id in send.delivered

    def _heard(self, send: AcceptedSend) -> Heard:
        shown = [self.hand.chat.find(each) for each in send.message_ids]
        return Heard(send, [each.content for each in shown if each is not None])

    @property
    def everything(self) -> str:
        """All that the bot has ever written into this chat."""
        bubbles = (each for each in self.hand.chat.messages if each.sender is None)
        return "\n".join(text for each in bubbles for text in texts_in(each.content))

    @property
    def labels(self) -> list[str]:
        """The buttons on the screen, the newest first."""
        return [str(each.action.get("label", "")) for each in buttons_of(self.hand)]
