"""One POST of events to the bot's webhook, and how it ended in the words of LINE's console."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from integrations.sandbox.line_platform.channel import Channel
from integrations.sandbox.line_platform.webhooks.events import Event
from integrations.sandbox.line_platform.webhooks.roads import BrokenOffError, NotConnectedError, Road
from integrations.sandbox.line_platform.webhooks.signing import signature

Reason = Literal["ok", "could_not_connect", "request_timeout", "error_status_code", "unclassified", "not_configured"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a post ended; `status` only where an answer came."""

    reason: Reason
    status: int | None = None

    @property
    def ok(self) -> bool:
        return self.reason == "ok"


def packed(channel: Channel, events: Sequence[Event]) -> bytes:
    """The body: no spaces, UTF-8 unescaped, as LINE sends it."""
    body = {"destination": channel.bot_user_id, "events": list(events)}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def signed_headers(channel: Channel, body: bytes, header: str, *, badly: bool = False) -> Mapping[str, str]:
    """Headers over exactly these bytes; `badly` signs with another secret."""
    secret = channel.secret + ("-not-this-one" if badly else "")
    return {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "LineBotWebhook/2.0",
        header: signature(secret, body),
    }


async def post(road: Road, url: str, body: bytes, headers: Mapping[str, str], timeout_seconds: float) -> Outcome:
    """Posts and waits `timeout_seconds` in all for the status; network trouble is an outcome, not an error."""
    try:
        async with asyncio.timeout(timeout_seconds):
            status = await road.post(url, body, headers)
    except TimeoutError:
        return Outcome("request_timeout")
    except NotConnectedError:
        return Outcome("could_not_connect")
    except (BrokenOffError, OSError):
        return Outcome("unclassified")
    return Outcome("ok" if 200 <= status < 300 else "error_status_code", status)
