"""The webhook address of the channel, and the connection check (line.md 1.8)."""

from datetime import UTC, datetime
from typing import Any

from integrations.sandbox.line_platform.api.call import Answer, Call, Refused, refuse_unless_valid
from integrations.sandbox.line_platform.validator.checks import Problem, any_string
from integrations.sandbox.line_platform.validator.shapes import shape
from integrations.sandbox.line_platform.webhooks.address import is_webhook_url

_SET = shape({"endpoint": any_string}, "endpoint")
_TEST = shape({"endpoint": any_string})


def set_endpoint(call: Call) -> Answer:
    """HTTPS as at LINE, or http on the loopback, where bots under test live."""
    refuse_unless_valid(_SET, call.body)
    call.world.channel.webhook_url = _checked(call.body["endpoint"])
    return Answer({})


def get_endpoint(call: Call) -> Answer:
    url = call.world.channel.webhook_url
    if url is None:
        raise Refused(404, "Webhook endpoint not found")
    return Answer({"endpoint": url, "active": call.world.channel.webhook_active})


async def test_endpoint(call: Call) -> Answer:
    """Posts an empty list of events; `statusCode` 0 where no answer came."""
    refuse_unless_valid(_TEST, call.body)
    given = call.body.get("endpoint")
    url = _checked(given) if given is not None else call.world.channel.webhook_url
    if url is None:
        raise Refused(404, "Webhook endpoint not found")
    outcome = await call.platform.webhooks.test(url)
    moment = datetime.fromtimestamp(call.world.now_ms() / 1000, tz=UTC)
    body: dict[str, Any] = {
        "success": outcome.ok,
        "timestamp": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "statusCode": outcome.status or 0,
        "reason": outcome.reason.upper(),
        "detail": str(outcome.status or outcome.reason),
    }
    return Answer(body)


def _checked(url: str) -> str:
    if not is_webhook_url(url):
        problem = Problem("invalid webhook endpoint URL", "endpoint")
        raise Refused(400, "The request body has 1 error(s)", [problem])
    return url
