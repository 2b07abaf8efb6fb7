"""What the routes of the control API take: the platform, and the hand of the person in the path.

Everything here is async, so that FastAPI runs it in the event loop: the world is not made for threads.
"""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from pydantic import BaseModel, ConfigDict

from integrations.sandbox.line_platform.people import Group
from integrations.sandbox.line_platform.phone.hand import Done, Hand
from integrations.sandbox.line_platform.platform import Platform


class Body(BaseModel):
    """A JSON body; unknown names are refused, so that a typo in a test cannot pass for a setting."""

    model_config = ConfigDict(extra="forbid")


async def platform_of(request: Request) -> Platform:
    platform = request.app.state.platform
    assert isinstance(platform, Platform)
    return platform


PlatformHere = Annotated[Platform, Depends(platform_of)]


async def hand_of(platform: PlatformHere, user_id: str, group: str | None = None) -> Hand:
    """The person in the path, in the group of `?group=` or in the 1:1 chat; 404 for unknown ones."""
    if user_id not in platform.world.users:
        raise HTTPException(404, f"no user {user_id} in the sandbox")
    if group is not None:
        group_of(platform, group)
    return Hand(platform, user_id, group)


def group_of(platform: Platform, group_id: str) -> Group:
    group = platform.world.groups.get(group_id)
    if group is None:
        raise HTTPException(404, f"no group {group_id} in the sandbox")
    return group


HandHere = Annotated[Hand, Depends(hand_of)]


async def finished(done: Done, *, wait: bool) -> dict[str, object]:
    """What came of an action; with `wait` the outcome of the webhook's first attempt is in it."""
    outcome = await done.webhook if wait and done.webhook is not None else None
    return {
        "event_id": done.event_id,
        "message_id": done.message_id,
        "webhook": outcome.reason if outcome else None,
        "webhook_status": outcome.status if outcome else None,
        "opened": done.opened,
    }
