"""One person acting on one chat: puts what they do into the chat and sends the event of it to the bot."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrations.sandbox.line_platform.chats import Chat, ChatMessage
from integrations.sandbox.line_platform.identifiers import chat_token
from integrations.sandbox.line_platform.people import ImpossibleError, User
from integrations.sandbox.line_platform.platform import Platform
from integrations.sandbox.line_platform.webhooks.events import new_event, source_of
from integrations.sandbox.line_platform.webhooks.post import Outcome
from integrations.sandbox.line_platform.world import World

_QUOTABLE = frozenset({"text", "image", "video", "sticker"})


class CannotDoError(ImpossibleError):
    """The person cannot do this on a real phone either; the message says why."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an action: ids of the event and the bubble, and the future outcome of the webhook."""

    event_id: str | None = None
    message_id: str | None = None
    webhook: asyncio.Future[Outcome] | None = None
    opened: Mapping[str, Any] | None = None
    """For actions that the phone handles by itself: the action, e.g. a `uri` or `location` one."""


@dataclass(frozen=True, slots=True)
class Hand:
    """`group_id` None: the 1:1 chat with the bot."""

    platform: Platform
    user_id: str
    group_id: str | None = None

    @property
    def world(self) -> World:
        return self.platform.world

    @property
    def user(self) -> User:
        return self.world.users[self.user_id]

    @property
    def chat(self) -> Chat:
        return self.world.chats.of(self.group_id or self.user_id)

    def write(self, content: Mapping[str, Any]) -> Done:
        """A bubble of this person, with its message event; `content` is the event's `message` without ids."""
        self._must_be_able_to_write()
        message = self._with_tokens(content)
        self._show(message)
        if self.group_id is None:
            self.user.wrote_at_ms = self.world.now_ms()
        return self._tell("message", {"message": message}, message["id"], repliable=True)

    def postback(self, postback: Mapping[str, Any]) -> Done:
        self._must_be_able_to_write()
        return self._tell("postback", {"postback": dict(postback)}, None, repliable=True)

    def echo(self, text: str) -> str:
        """The displayText of a postback: a bubble of the person without an event of its own; its id."""
        message = {"type": "text", "id": self.world.ids.message_id(), "text": text}
        self._show(message)
        return str(message["id"])

    def tell(self, kind: str, content: Mapping[str, Any], *, repliable: bool) -> Done:
        """An event that is no bubble."""
        return self._tell(kind, content, None, repliable=repliable)

    def _tell(self, kind: str, content: Mapping[str, Any], message_id: str | None, *, repliable: bool) -> Done:
        if self.group_id is not None and not self.world.groups[self.group_id].bot_inside:
            return Done(message_id=message_id)
        source = source_of(self.user_id, self.group_id)
        event = new_event(self.world, kind, source, content, repliable=repliable)
        return Done(event["webhookEventId"], message_id, self.platform.webhooks.send(event))

    def _show(self, message: Mapping[str, Any]) -> None:
        bubble = ChatMessage(str(message["id"]), self.user_id, message, self.world.now_ms())
        self.world.write(self.chat.chat_id, bubble)
        self.platform.changes.tell(self.chat.chat_id)

    def _with_tokens(self, content: Mapping[str, Any]) -> dict[str, Any]:
        message_id = str(content.get("id") or self.world.ids.message_id())
        chat_id = self.group_id or self.user_id
        message: dict[str, Any] = {"type": content["type"], "id": message_id}
        if content["type"] in _QUOTABLE:
            message["quoteToken"] = chat_token("quote", chat_id, message_id)
        message["markAsReadToken"] = chat_token("read", chat_id, message_id)
        return {**message, **content}

    def _must_be_able_to_write(self) -> None:
        if self.user.deleted:
            raise CannotDoError("this account is deleted")
        if self.group_id is None and self.user.blocked:
            raise CannotDoError("blocked: unblock the account before writing to it")
        if self.group_id is not None and self.user_id not in self.world.groups[self.group_id].members:
            raise CannotDoError("not a member of this group: join it first")
