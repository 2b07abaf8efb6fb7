"""The chats: what stands in each of them, newest last."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

HISTORY = 300


@dataclass(slots=True)
class ChatMessage:
    """One bubble. A message of the bot to many people is one object that all their chats share.

    `sender` is a user id, None for the bot. `content` is the message object as LINE's reference writes it; for
    messages of users it is the `message` of their event.
    """

    message_id: str
    sender: str | None
    content: Mapping[str, Any]
    at_ms: int
    silent: bool = False
    unsent: bool = False


@dataclass(slots=True)
class Chat:
    """One conversation: 1:1 with a user, or a group."""

    chat_id: str
    messages: deque[ChatMessage] = field(default_factory=lambda: deque(maxlen=HISTORY))
    quick_reply_gone: bool = False
    loading_until_ms: int = 0
    read_message_id: str | None = None

    def add(self, message: ChatMessage) -> None:
        """A newer message takes the quick reply of the older one and the loading animation away."""
        self.messages.append(message)
        self.quick_reply_gone = False
        self.loading_until_ms = 0

    def find(self, message_id: str) -> ChatMessage | None:
        return next((m for m in reversed(self.messages) if m.message_id == message_id), None)

    def quick_reply_items(self) -> list[Mapping[str, Any]]:
        """What the phone shows above the keyboard: the last message's quick reply, until it was tapped."""
        if self.quick_reply_gone or not self.messages:
            return []
        last = self.messages[-1]
        if last.sender is not None:
            return []
        return list(last.content.get("quickReply", {}).get("items", []))


class Chats:
    """All chats; one exists from its first message on."""

    def __init__(self) -> None:
        self._chats: dict[str, Chat] = {}

    def of(self, chat_id: str) -> Chat:
        chat = self._chats.get(chat_id)
        if chat is None:
            chat = self._chats[chat_id] = Chat(chat_id)
        return chat

    def existing(self, chat_id: str) -> Chat | None:
        return self._chats.get(chat_id)
