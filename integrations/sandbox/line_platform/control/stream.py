"""Server-sent events that tell a page which chats have changed (WHATWG HTML, section 9.2)."""

import json
from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from integrations.sandbox.line_platform.changes import Changes
from integrations.sandbox.line_platform.control.asked import PlatformHere

_HEARTBEAT_SECONDS = 15.0


async def events(platform: PlatformHere) -> StreamingResponse:
    """`event: change`, `data: {"<chat id>": "message" | "state"}`; a comment every 15 seconds keeps it open."""
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return StreamingResponse(_told(platform.changes), media_type="text/event-stream", headers=headers)


async def _told(changes: Changes) -> AsyncIterator[str]:
    watcher = changes.watch()
    try:
        yield ": watching\n\n"
        while not watcher.is_over:
            told = await watcher.next(_HEARTBEAT_SECONDS)
            yield f"event: change\ndata: {json.dumps(told)}\n\n" if told else ": still here\n\n"
    finally:
        changes.leave(watcher)


def routes() -> APIRouter:
    router = APIRouter()
    router.add_api_route("/events", events)
    return router
