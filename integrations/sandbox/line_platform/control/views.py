"""Chats and messages as JSON, the way a phone shows them."""

from typing import Any

from integrations.sandbox.line_platform.chats import Chat, ChatMessage
from integrations.sandbox.line_platform.people import Group, User
from integrations.sandbox.line_platform.rich_menus import RichMenu
from integrations.sandbox.line_platform.world import World


def user_view(user: User) -> dict[str, Any]:
    return {
        "user_id": user.user_id,
        "name": user.display_name,
        "role": user.role,
        "friend": user.friend,
        "blocked": user.blocked,
    }


def group_view(group: Group) -> dict[str, Any]:
    return {
        "group_id": group.group_id,
        "name": group.name,
        "members": list(group.members),
        "bot_inside": group.bot_inside,
    }


def message_view(world: World, message: ChatMessage) -> dict[str, Any]:
    """`from` is `bot` or a user id; `content` is LINE's message object."""
    sender = world.users.get(message.sender) if message.sender else None
    return {
        "id": message.message_id,
        "from": message.sender or "bot",
        "name": sender.display_name if sender else world.channel.display_name,
        "at_ms": message.at_ms,
        "silent": message.silent,
        "unsent": message.unsent,
        "content": message.content,
    }


def menu_view(menu: RichMenu | None) -> dict[str, Any] | None:
    return {"rich_menu_id": menu.rich_menu_id, **menu.definition} if menu else None


def last_line(chat: Chat | None) -> str:
    """What the list of chats and a notification show of the newest message."""
    if chat is None or not chat.messages:
        return ""
    content = chat.messages[-1].content
    return str(content.get("text") or content.get("altText") or content["type"])
