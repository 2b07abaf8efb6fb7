"""Finds what can be tapped: in the quick reply, in the messages from the newest on, in the rich menu."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from integrations.sandbox.line_platform.chats import Chat
from integrations.sandbox.line_platform.phone.hand import Hand

_HOLDERS = ("action", "defaultAction")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which button: by its data, or by its label, text or uri; on one message, or the newest that has it."""

    data: str | None = None
    label: str | None = None
    message_id: str | None = None

    def fits(self, action: Mapping[str, Any]) -> bool:
        if self.data is not None:
            return bool(action.get("data") == self.data)
        names = (action.get("label"), action.get("text"), action.get("uri"))
        return self.label is not None and self.label in names


@dataclass(frozen=True, slots=True)
class Button:
    """An action on the screen; `chip` where it is one of the quick reply."""

    action: Mapping[str, Any]
    chip: bool = False


def buttons_of(hand: Hand, message_id: str | None = None) -> Iterator[Button]:
    """Every button this person could tap now, the most prominent first."""
    if message_id is None:
        for item in hand.chat.quick_reply_items():
            yield Button(item["action"], chip=True)
    yield from _in_messages(hand.chat, message_id)
    if message_id is None and hand.group_id is None:
        menu = hand.world.rich_menus.seen_by(hand.user)
        for area in menu.definition["areas"] if menu else ():
            yield Button(area["action"])


def find_button(hand: Hand, wanted: Wanted) -> Button | None:
    return next((b for b in buttons_of(hand, wanted.message_id) if wanted.fits(b.action)), None)


def _in_messages(chat: Chat, message_id: str | None) -> Iterator[Button]:
    for message in reversed(chat.messages):
        if message.sender is None and message_id in (None, message.message_id):
            body = {name: part for name, part in message.content.items() if name != "quickReply"}
            yield from (Button(action) for action in _actions_in(body))


def _actions_in(part: Any) -> Iterator[Mapping[str, Any]]:
    """Depth first, in reading order."""
    if isinstance(part, list):
        for item in part:
            yield from _actions_in(item)
    elif isinstance(part, dict):
        for name, item in part.items():
            if name in _HOLDERS and isinstance(item, dict):
                yield item
            elif name == "actions":
                yield from (action for action in item if isinstance(action, dict))
            else:
                yield from _actions_in(item)
