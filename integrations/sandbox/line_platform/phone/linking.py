"""Confirms on LINE's own page that an account is linked: the event is the only word of it that the bot gets."""

from integrations.sandbox.line_platform.phone.hand import Done, Hand
from integrations.sandbox.line_platform.platform import Platform
from integrations.sandbox.line_platform.webhooks.events import Event

SHORTEST_NONCE, LONGEST_NONCE = 10, 255


def confirm_link(platform: Platform, link_token: str, nonce: str) -> Done | None:
    """None, and no event at all, where the token is used or too old. A nonce that LINE refuses fails the link."""
    user_id = platform.world.link_tokens.use(link_token, platform.world.now_ms())
    if user_id is None:
        return None
    if SHORTEST_NONCE <= len(nonce) <= LONGEST_NONCE:
        return Hand(platform, user_id).tell("accountLink", {"link": {"result": "ok", "nonce": nonce}}, repliable=True)
    return _failed(platform, nonce)


def _failed(platform: Platform, nonce: str) -> Done:
    """Without a source and without a reply token: nobody can be answered."""
    world = platform.world
    event: Event = {
        "type": "accountLink",
        "mode": "active",
        "timestamp": world.now_ms(),
        "webhookEventId": world.ids.event_id(),
        "deliveryContext": {"isRedelivery": False},
        "link": {"result": "failed", "nonce": nonce},
    }
    return Done(event["webhookEventId"], None, platform.webhooks.send(event))
