"""Push: to one user, group or room; counted against the quota; made safe to repeat by a retry key."""

from integrations.sandbox.line_platform.api.call import Answer, Call, Refused, refuse_unless_valid
from integrations.sandbox.line_platform.api.sending import (
    accept,
    already_accepted,
    deliver,
    record,
    refuse_foreign_quotes,
    retry_key,
    sent_messages,
    take_quota,
)
from integrations.sandbox.line_platform.identifiers import is_group_id, is_user_id
from integrations.sandbox.line_platform.rates import Rate
from integrations.sandbox.line_platform.validator.checks import Problem
from integrations.sandbox.line_platform.validator.messages import PUSH

FAILED_TO_SEND = "Failed to send messages"
_MINUTE = 60.0


def push(call: Call) -> Answer:
    """Blocked, deleted and non-friends: 200 and nothing arrives, nothing is counted."""
    key = retry_key(call)
    repeated = already_accepted(call, key)
    if repeated is not None:
        return repeated
    refuse_unless_valid(PUSH, call.body)
    to = call.body["to"]
    chats = _reached(call, to)
    refuse_foreign_quotes(call, to)
    _refuse_flood(call, to)
    take_quota(call, chats)
    message_ids = deliver(call, chats)
    sent = sent_messages(call, to, message_ids)
    record(call, [to], chats, message_ids, retry_key=key)
    accept(call, key, sent)
    return Answer({"sentMessages": sent})


def _reached(call: Call, to: str) -> list[str]:
    if is_group_id(to):
        group = call.world.groups.get(to)
        if group is None or not group.bot_inside:
            raise Refused(400, FAILED_TO_SEND)
        return [to]
    if not is_user_id(to):
        raise Refused(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
    user = call.world.users.get(to)
    if user is None:
        raise Refused(400, FAILED_TO_SEND, [Problem("unknown user ID", "to")])
    return [to] if user.reachable(call.world.now_ms()) else []


def _refuse_flood(call: Call, to: str) -> None:
    limit = call.world.channel.user_flood_limit
    if limit is not None and not call.platform.floods.allows(to, Rate(limit, _MINUTE)):
        raise Refused(429, "Too many messages to the same user. Try again later.")
