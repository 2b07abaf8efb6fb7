"""The journal as JSON, for tests to assert on."""

from collections import Counter, defaultdict
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter

from integrations.sandbox.line_platform.control.asked import PlatformHere

_FAILURES_SHOWN = 200


async def record(platform: PlatformHere) -> dict[str, Any]:
    """Calls, answers, accepted sends per key and token, what was doubled, quota, webhooks."""
    world = platform.world
    journal = world.journal
    answers: dict[str, dict[str, int]] = defaultdict(dict)
    for (route, status), times in journal.answers.items():
        answers[route][str(status)] = times
    return {
        "calls": dict(journal.calls),
        "answers": answers,
        "sends": len(journal.sends),
        "retry_keys": dict(journal.accepted_per_retry_key()),
        "reply_tokens": dict(journal.accepted_per_reply_token()),
        "retry_keys_with_changed_body": world.retry_keys.changed_bodies,
        "doubled": journal.doubled(),
        "quota": {"limit": world.quota.limit, "used": world.quota.used(world.now_ms())},
        "webhooks": dict(journal.webhook_posts),
        "webhook_failures": [asdict(f) for f in list(journal.webhook_failures)[-_FAILURES_SHOWN:]],
        "opened_uris": list(journal.opened_uris),
    }


async def deliveries(platform: PlatformHere, chat_id: str | None = None) -> dict[str, Any]:
    """With `chat_id`: how many times each retry key or reply token reached it; without: sends per chat."""
    journal = platform.world.journal
    counted: Counter[str] = journal.deliveries(chat_id) if chat_id else journal.delivered_per_chat()
    return dict(counted)


async def forget(platform: PlatformHere) -> None:
    """Empties the journal; chats, keys, tokens and quota stay."""
    platform.world.journal.clear()


def routes() -> APIRouter:
    router = APIRouter()
    router.add_api_route("/record", record)
    router.add_api_route("/record", forget, methods=["DELETE"], status_code=204)
    router.add_api_route("/record/deliveries", deliveries)
    return router
