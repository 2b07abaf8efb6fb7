"""What push, multicast and broadcast share: retry keys, quota, delivery, and the answer that names the messages."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from integrations.sandbox.line_platform.api.call import Answer, Call, Refused
from integrations.sandbox.line_platform.chats import ChatMessage
from integrations.sandbox.line_platform.identifiers import chat_token, is_group_id, opened_chat_token
from integrations.sandbox.line_platform.journal import AcceptedSend
from integrations.sandbox.line_platform.retry_keys import Accepted, fingerprint
from integrations.sandbox.line_platform.validator.checks import Problem

RETRY_KEY = "x-line-retry-key"
_QUOTABLE = frozenset({"text", "textV2", "sticker", "image", "video", "template", "flex"})


def retry_key(call: Call) -> str | None:
    """The key of the call in its canonical form; 400 where it is not a UUID."""
    given = call.headers.get(RETRY_KEY)
    if given is None:
        return None
    try:
        return str(UUID(given))
    except ValueError as wrong:
        raise Refused(400, "Invalid retry key. The retry key must be a UUID.") from wrong


def already_accepted(call: Call, key: str | None) -> Answer | None:
    """409 with the first request's id and its messages, while the key lives."""
    first = call.world.retry_keys.accepted(key, call.raw, call.world.now_ms()) if key else None
    if first is None:
        return None
    body: dict[str, Any] = {"message": "The retry key is already accepted"}
    if first.sent_messages is not None:
        body["sentMessages"] = list(first.sent_messages)
    return Answer(body, 409, {"x-line-accepted-request-id": first.request_id})


def counted(call: Call, chat_ids: Sequence[str]) -> int:
    """How many messages of the quota a send to these chats takes: every member of a group counts."""
    groups = call.world.groups
    return sum(len(groups[chat_id].members) if chat_id in groups else 1 for chat_id in chat_ids)


def take_quota(call: Call, chat_ids: Sequence[str]) -> None:
    """429 and nothing sent to anybody when the month's allowance would be exceeded."""
    amount, now = counted(call, chat_ids), call.world.now_ms()
    if not call.world.quota.allows(amount, now):
        raise Refused(429, "You have reached your monthly limit.")
    call.world.quota.take(amount, now)


def refuse_foreign_quotes(call: Call, chat_id: str | None) -> None:
    """A quote token is good only in its own chat; no chat (multicast) takes none."""
    problems = []
    for index, message in enumerate(call.body["messages"]):
        opened = opened_chat_token("quote", message["quoteToken"]) if "quoteToken" in message else None
        if "quoteToken" in message and (opened is None or opened[0] != chat_id):
            problems.append(Problem("invalid quote token", f"messages[{index}].quoteToken"))
        if _mentions(message) and not is_group_id(chat_id):
            problems.append(Problem("mentions need a group", f"messages[{index}].substitution"))
    if problems:
        raise Refused(400, f"The request body has {len(problems)} error(s)", problems)


def _mentions(message: Mapping[str, Any]) -> bool:
    return any(item["type"] == "mention" for item in message.get("substitution", {}).values())


def deliver(call: Call, chat_ids: Sequence[str]) -> list[str]:
    """Puts the messages into the chats, one shared object per message; the ids of the messages."""
    world, now = call.world, call.world.now_ms()
    silent = bool(call.body.get("notificationDisabled"))
    messages = [ChatMessage(world.ids.message_id(), None, content, now, silent) for content in call.body["messages"]]
    for chat_id in chat_ids:
        for message in messages:
            world.write(chat_id, message)
        call.platform.changes.tell(chat_id)
    return [message.message_id for message in messages]


def sent_messages(call: Call, chat_id: str, message_ids: Sequence[str]) -> list[dict[str, str]]:
    """The `sentMessages` of an answer, with a quote token where the type can be quoted."""
    listed = []
    for message_id, content in zip(message_ids, call.body["messages"], strict=True):
        entry = {"id": message_id}
        if content["type"] in _QUOTABLE:
            entry["quoteToken"] = chat_token("quote", chat_id, message_id)
        listed.append(entry)
    return listed


def record(
    call: Call, recipients: Sequence[str], delivered: Sequence[str], message_ids: Sequence[str], **origin: str | None
) -> None:
    """One line in the journal; `origin` is `retry_key` or `reply_token`."""
    call.world.journal.sends.append(
        AcceptedSend(
            route=call.route,
            request_id=call.request_id,
            at_ms=call.world.now_ms(),
            retry_key=origin.get("retry_key"),
            reply_token=origin.get("reply_token"),
            recipients=tuple(recipients),
            delivered=tuple(delivered),
            message_ids=tuple(message_ids),
        )
    )


def accept(call: Call, key: str | None, sent: Sequence[Mapping[str, str]] | None) -> None:
    """Remembers the key, so that the same call again delivers nothing."""
    if key is not None:
        first = Accepted(call.request_id, call.world.now_ms(), fingerprint(call.raw), sent)
        call.world.retry_keys.accept(key, first)
