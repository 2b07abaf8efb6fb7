"""What people do: one route for each act of `phone`. `?group=` acts in a group, `?wait=false` does not wait."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from pydantic import Field

from integrations.sandbox.line_platform.control.asked import (
    Body,
    HandHere,
    PlatformHere,
    finished,
    group_of,
)
from integrations.sandbox.line_platform.phone import friendship, samples, writing
from integrations.sandbox.line_platform.phone.buttons import Wanted
from integrations.sandbox.line_platform.phone.hand import Done, Hand
from integrations.sandbox.line_platform.phone.tapping import tap

_FILE_BYTES = 10 * 1024 * 1024
_PHOTOS = ("image/jpeg", "image/png", "image/webp")
_VOICES = ("audio/x-m4a", "audio/mp4", "audio/wav", "audio/webm", "audio/mpeg")

Answer = dict[str, Any]


class Said(Body):
    text: str = Field(min_length=1, max_length=writing.LONGEST_TEXT)


class Tapped(Body):
    """By `data` or by `label` (a message action's text works too); `moment` for date pickers."""

    data: str | None = None
    label: str | None = None
    message_id: str | None = None
    moment: str | None = None


class Stuck(Body):
    package_id: str = "446"
    sticker_id: str = "1988"
    keywords: list[str] = Field(default_factory=list, max_length=15)


class Placed(Body):
    latitude: float
    longitude: float
    title: str = Field(default="", max_length=100)
    address: str = Field(default="", max_length=100)


class Unsent(Body):
    message_id: str


async def say(hand: HandHere, said: Said, *, wait: bool = True) -> Answer:
    return await finished(writing.say(hand, said.text), wait=wait)


async def tap_button(hand: HandHere, tapped: Tapped, *, wait: bool = True) -> Answer:
    wanted = Wanted(tapped.data, tapped.label, tapped.message_id)
    return await finished(tap(hand, wanted, tapped.moment), wait=wait)


async def sticker(hand: HandHere, stuck: Stuck | None = None, *, wait: bool = True) -> Answer:
    stuck = stuck or Stuck()
    done = writing.send_sticker(hand, stuck.package_id, stuck.sticker_id, stuck.keywords)
    return await finished(done, wait=wait)


async def photo(hand: HandHere, request: Request, *, wait: bool = True) -> Answer:
    """The body is the picture; without one a sample goes out."""
    data, media_type = await _file(request, _PHOTOS)
    done = writing.send_photo(hand, data or samples.photo(), media_type if data else "image/png")
    return await finished(done, wait=wait)


async def voice(hand: HandHere, request: Request, duration_ms: int = 3000, *, wait: bool = True) -> Answer:
    """The body is the recording; without one a sample goes out."""
    data, media_type = await _file(request, _VOICES)
    done = writing.send_voice(hand, data or samples.voice(), duration_ms, media_type if data else "audio/wav")
    return await finished(done, wait=wait)


async def _file(request: Request, media_types: tuple[str, ...]) -> tuple[bytes, str]:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip()
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > _FILE_BYTES:
            raise HTTPException(413, "a file has at most 10 MB")
    if data and media_type not in media_types:
        raise HTTPException(415, f"content-type must be one of {', '.join(media_types)}")
    return data, media_type


async def place(hand: HandHere, placed: Placed, *, wait: bool = True) -> Answer:
    spot = writing.Spot(placed.latitude, placed.longitude, placed.title, placed.address)
    return await finished(writing.send_place(hand, spot), wait=wait)


async def unsend(hand: HandHere, unsent: Unsent, *, wait: bool = True) -> Answer:
    return await finished(writing.unsend(hand, unsent.message_id), wait=wait)


def _simple(act: Callable[[Hand], Done]) -> Callable[..., Any]:
    async def route(hand: HandHere, *, wait: bool = True) -> Answer:
        return await finished(act(hand), wait=wait)

    return route


async def join_group(platform: PlatformHere, hand: HandHere, group_id: str, *, wait: bool = True) -> Answer:
    group_of(platform, group_id)
    done = friendship.join_group(Hand(platform, hand.user_id, group_id))
    return await finished(done, wait=wait)


async def leave_group(platform: PlatformHere, hand: HandHere, group_id: str, *, wait: bool = True) -> Answer:
    group_of(platform, group_id)
    done = friendship.leave_group(Hand(platform, hand.user_id, group_id))
    return await finished(done, wait=wait)


async def invite_bot(platform: PlatformHere, group_id: str, *, wait: bool = True) -> Answer:
    group_of(platform, group_id)
    return await finished(friendship.invite_bot(platform, group_id), wait=wait)


async def remove_bot(platform: PlatformHere, group_id: str, *, wait: bool = True) -> Answer:
    group_of(platform, group_id)
    return await finished(friendship.remove_bot(platform, group_id), wait=wait)


def routes() -> APIRouter:
    router = APIRouter()
    acts: dict[str, Callable[..., Any]] = {
        "/users/{user_id}/say": say,
        "/users/{user_id}/tap": tap_button,
        "/users/{user_id}/sticker": sticker,
        "/users/{user_id}/photo": photo,
        "/users/{user_id}/voice": voice,
        "/users/{user_id}/location": place,
        "/users/{user_id}/unsend": unsend,
        "/users/{user_id}/block": _simple(friendship.block),
        "/users/{user_id}/follow": _simple(friendship.follow),
        "/users/{user_id}/groups/{group_id}/join": join_group,
        "/users/{user_id}/groups/{group_id}/leave": leave_group,
        "/groups/{group_id}/invite-bot": invite_bot,
        "/groups/{group_id}/remove-bot": remove_bot,
    }
    for path, act in acts.items():
        router.add_api_route(path, act, methods=["POST"])
    return router
