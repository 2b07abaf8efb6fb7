"""The month's allowance and what is used of it."""

from integrations.sandbox.line_platform.api.call import Answer, Call


def quota(call: Call) -> Answer:
    limit = call.world.quota.limit
    return Answer({"type": "none"} if limit is None else {"type": "limited", "value": limit})


def consumption(call: Call) -> Answer:
    return Answer({"totalUsage": call.world.quota.used(call.world.now_ms())})
