"""Chats: list them, read them, add people and groups."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Response
from pydantic import Field

from integrations.sandbox.line_platform.control.asked import Body, PlatformHere, group_of
from integrations.sandbox.line_platform.control.views import (
    group_view,
    last_line,
    menu_view,
    message_view,
    user_view,
)
from integrations.sandbox.line_platform.world import World

_NO_SNIFF = {"x-content-type-options": "nosniff", "content-security-policy": "sandbox"}


class NewUser(Body):
    """A user by name; `user_id` is made up when left out."""

    name: str = Field(min_length=1, max_length=100)
    user_id: str | None = None
    role: str = Field(default="", max_length=100)
    friend: bool = True


class NewGroup(Body):
    """A group of known users."""

    name: str = Field(min_length=1, max_length=100)
    members: list[str]
    group_id: str | None = None
    bot_inside: bool = True


async def list_chats(platform: PlatformHere) -> dict[str, Any]:
    """Everybody and every group, with the newest line of their chat."""
    world = platform.world
    users = [user_view(u) | _newest(world, u.user_id) for u in world.users.values()]
    groups = [group_view(g) | _newest(world, g.group_id) for g in world.groups.values()]
    return {"bot": world.channel.display_name, "now_ms": world.now_ms(), "users": users, "groups": groups}


def _newest(world: World, chat_id: str) -> dict[str, Any]:
    chat = world.chats.existing(chat_id)
    newest = chat.messages[-1] if chat and chat.messages else None
    return {"last": last_line(chat), "last_at_ms": newest.at_ms if newest else None}


async def read_chat(
    platform: PlatformHere, chat_id: str, limit: Annotated[int, Query(ge=1, le=1000)] = 100
) -> dict[str, Any]:
    """The newest `limit` messages, oldest first, and what stands around them on the phone."""
    world = platform.world
    user = world.users.get(chat_id)
    if user is None:
        group_of(platform, chat_id)
    chat = world.chats.of(chat_id)
    return {
        "chat_id": chat_id,
        "messages": [message_view(world, message) for message in list(chat.messages)[-limit:]],
        "quick_reply": chat.quick_reply_items(),
        "rich_menu": menu_view(world.rich_menus.seen_by(user)) if user else None,
        "loading": chat.loading_until_ms > world.now_ms(),
        "read_message_id": chat.read_message_id,
        "blocked": user.blocked if user else False,
        "friend": user.friend if user else None,
    }


async def add_user(platform: PlatformHere, new: NewUser) -> dict[str, Any]:
    user = platform.world.add_user(new.name, new.user_id, friend=new.friend, role=new.role)
    platform.changes.tell(user.user_id, "state")
    return user_view(user)


async def add_group(platform: PlatformHere, new: NewGroup) -> dict[str, Any]:
    group = platform.world.add_group(new.name, new.members, new.group_id, bot_inside=new.bot_inside)
    platform.changes.tell(group.group_id, "state")
    return group_view(group)


async def content(platform: PlatformHere, message_id: str) -> Response:
    """A photo or voice message, for the page to show."""
    kept = platform.world.contents.get(message_id)
    if kept is None:
        raise HTTPException(404, f"no content for message {message_id}")
    return Response(kept.data, media_type=kept.media_type, headers=_NO_SNIFF)


async def menu_image(platform: PlatformHere, rich_menu_id: str) -> Response:
    menu = platform.world.rich_menus.menus.get(rich_menu_id)
    if menu is None or menu.image is None:
        raise HTTPException(404, f"no image for {rich_menu_id}")
    return Response(menu.image, media_type=menu.image_type, headers=_NO_SNIFF)


def routes() -> APIRouter:
    router = APIRouter()
    router.add_api_route("/chats", list_chats)
    router.add_api_route("/chats/{chat_id}", read_chat)
    router.add_api_route("/users", add_user, methods=["POST"], status_code=201)
    router.add_api_route("/groups", add_group, methods=["POST"], status_code=201)
    router.add_api_route("/contents/{message_id}", content)
    router.add_api_route("/rich-menus/{rich_menu_id}/image", menu_image)
    return router
