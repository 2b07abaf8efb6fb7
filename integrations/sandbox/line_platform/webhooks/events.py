"""The envelope every event shares, as LINE's reference writes it (line.md 1.3)."""

from collections.abc import Mapping
from typing import Any

from integrations.sandbox.line_platform.world import World

Event = dict[str, Any]


def source_of(user_id: str | None, group_id: str | None) -> dict[str, str]:
    """`user`, `group` or `room`; in a group the user may be unknown."""
    if group_id is None:
        return {"type": "user", "userId": user_id or ""}
    kind = "group" if group_id.startswith("C") else "room"
    source = {"type": kind, f"{kind}Id": group_id}
    return source | {"userId": user_id} if user_id else source


def chat_of(event: Mapping[str, Any]) -> str:
    """The chat an event belongs to: group, room or user; empty for events without a source."""
    source = event.get("source", {})
    return str(source.get("groupId") or source.get("roomId") or source.get("userId") or "")


def new_event(
    world: World, kind: str, source: Mapping[str, str], content: Mapping[str, Any], *, repliable: bool
) -> Event:
    """An active event of now; a repliable one carries a fresh reply token for its chat."""
    event: Event = {
        "type": kind,
        "mode": "active",
        "timestamp": world.now_ms(),
        "source": dict(source),
        "webhookEventId": world.ids.event_id(),
        "deliveryContext": {"isRedelivery": False},
        **content,
    }
    if repliable:
        event["replyToken"] = world.ids.reply_token()
        world.reply_tokens.give(event["replyToken"], chat_of(event), world.now_ms())
    return event


def redelivered(event: Event) -> Event:
    """The same event once more: only the delivery context differs."""
    return event | {"deliveryContext": {"isRedelivery": True}}
