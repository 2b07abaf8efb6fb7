"""Reply: free of charge, once per reply token, without a retry key (line.md 2.2)."""

from integrations.sandbox.line_platform.api.call import Answer, Call, Refused, refuse_unless_valid
from integrations.sandbox.line_platform.api.sending import (
    RETRY_KEY,
    deliver,
    record,
    refuse_foreign_quotes,
    sent_messages,
)
from integrations.sandbox.line_platform.validator.messages import REPLY
from integrations.sandbox.line_platform.world import World


def reply(call: Call) -> Answer:
    """The token is used up only by a reply that is accepted."""
    if RETRY_KEY in call.headers:
        raise Refused(400, "The X-Line-Retry-Key header is not supported on this API")
    refuse_unless_valid(REPLY, call.body)
    token = call.world.reply_tokens.usable(call.body["replyToken"], call.world.now_ms())
    if token is None:
        raise Refused(400, "Invalid reply token")
    refuse_foreign_quotes(call, token.chat_id)
    token.used = True
    chats = [token.chat_id] if _arrives(call.world, token.chat_id) else []
    message_ids = deliver(call, chats)
    record(call, [token.chat_id], chats, message_ids, reply_token=token.token)
    return Answer({"sentMessages": sent_messages(call, token.chat_id, message_ids)})


def _arrives(world: World, chat_id: str) -> bool:
    """A reply reaches non-friends too, but nobody who blocked, and no group the bot has left."""
    if chat_id in world.groups:
        return world.groups[chat_id].bot_inside
    user = world.users.get(chat_id)
    return user is not None and not user.blocked and not user.deleted
