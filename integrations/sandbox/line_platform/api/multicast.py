"""Multicast to up to 500 users and broadcast to all friends; all or nothing against the quota."""

from collections.abc import Sequence

from integrations.sandbox.line_platform.api.call import Answer, Call, Refused, refuse_unless_valid
from integrations.sandbox.line_platform.api.push import FAILED_TO_SEND
from integrations.sandbox.line_platform.api.sending import (
    accept,
    already_accepted,
    deliver,
    record,
    refuse_foreign_quotes,
    retry_key,
    take_quota,
)
from integrations.sandbox.line_platform.identifiers import is_user_id
from integrations.sandbox.line_platform.validator.checks import Check, Problem
from integrations.sandbox.line_platform.validator.messages import BROADCAST, MULTICAST


def multicast(call: Call) -> Answer:
    """A group id or a malformed id refuses the whole call and is named as `to[i]`."""
    return _to_many(call, MULTICAST)


def broadcast(call: Call) -> Answer:
    """Everybody who is a friend now."""
    return _to_many(call, BROADCAST)


def _to_many(call: Call, check: Check) -> Answer:
    key = retry_key(call)
    repeated = already_accepted(call, key)
    if repeated is not None:
        return repeated
    refuse_unless_valid(check, call.body)
    refuse_foreign_quotes(call, None)
    recipients = _named(call) if check is MULTICAST else _friends(call)
    now, users = call.world.now_ms(), call.world.users
    chats = [user_id for user_id in recipients if user_id in users and users[user_id].reachable(now)]
    take_quota(call, chats)
    record(call, recipients, chats, deliver(call, chats), retry_key=key)
    accept(call, key, None)
    return Answer({})


def _named(call: Call) -> Sequence[str]:
    """The recipients, each once, however often the call names them."""
    to = call.body["to"]
    malformed = [Problem("invalid user ID", f"to[{index}]") for index, name in enumerate(to) if not is_user_id(name)]
    if malformed:
        raise Refused(400, f"The request body has {len(malformed)} error(s)", malformed)
    unknown = [index for index, name in enumerate(to) if name not in call.world.users]
    if unknown and call.world.channel.unknown_in_multicast == "refuse":
        raise Refused(400, FAILED_TO_SEND, [Problem("unknown user ID", f"to[{i}]") for i in unknown])
    return list(dict.fromkeys(to))


def _friends(call: Call) -> Sequence[str]:
    return [user.user_id for user in call.world.users.values() if user.friend]
