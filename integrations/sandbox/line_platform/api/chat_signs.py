"""The loading animation and read marks."""

from integrations.sandbox.line_platform.api.call import Answer, Call, Refused, refuse_unless_valid
from integrations.sandbox.line_platform.identifiers import is_user_id, opened_chat_token
from integrations.sandbox.line_platform.validator.checks import Problem, any_string, one_of
from integrations.sandbox.line_platform.validator.shapes import shape

_USUAL_SECONDS = 20
_LOADING = shape({"chatId": any_string, "loadingSeconds": one_of(*range(5, 61, 5))}, "chatId")
_READ = shape({"markAsReadToken": any_string}, "markAsReadToken")


def loading(call: Call) -> Answer:
    """202 also for blocked users; multiples of 5 from 5 to 60 seconds; 1:1 chats only."""
    refuse_unless_valid(_LOADING, call.body)
    chat_id = call.body["chatId"]
    if not is_user_id(chat_id):
        raise Refused(400, "The request body has 1 error(s)", [Problem("invalid user ID", "chatId")])
    user = call.world.users.get(chat_id)
    if user is not None and not user.blocked:
        seconds = call.body.get("loadingSeconds", _USUAL_SECONDS)
        call.world.chats.of(chat_id).loading_until_ms = call.world.now_ms() + seconds * 1000
        call.platform.changes.tell(chat_id, "state")
    return Answer({}, 202)


def mark_as_read(call: Call) -> Answer:
    """Marks everything up to the message of the token."""
    refuse_unless_valid(_READ, call.body)
    opened = opened_chat_token("read", call.body["markAsReadToken"])
    if opened is None:
        raise Refused(400, "Invalid mark-as-read token")
    chat_id, message_id = opened
    call.world.chats.of(chat_id).read_message_id = message_id
    call.platform.changes.tell(chat_id, "state")
    return Answer({})
