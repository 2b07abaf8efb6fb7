"""Profiles, followers and the bot itself."""

from integrations.sandbox.line_platform.api.call import NOT_FOUND, Answer, Call, Refused
from integrations.sandbox.line_platform.identifiers import is_user_id
from integrations.sandbox.line_platform.people import User

_PAGE = 1000
_USUAL_PAGE = 300
_START_LIFE_MS = 24 * 60 * 60 * 1000


def malformed_user() -> Refused:
    return Refused(400, "The value for the 'userId' parameter is invalid")


def user_of(call: Call) -> User:
    """The user named in the path: 400 malformed, 404 unknown to this channel."""
    user_id = call.path["user_id"]
    if not is_user_id(user_id):
        raise malformed_user()
    user = call.world.users.get(user_id)
    if user is None:
        raise Refused(404, NOT_FOUND)
    return user


def profile(call: Call) -> Answer:
    """404 for whoever blocked, is gone, or never wrote and is no friend."""
    user = user_of(call)
    if not user.has_profile():
        raise Refused(404, NOT_FOUND)
    return Answer({"userId": user.user_id, "displayName": user.display_name, "language": user.language})


def followers(call: Call) -> Answer:
    """Pages of user ids; 403 unless the account is verified; a start token lives 24 hours."""
    if not call.world.channel.verified:
        raise Refused(403, "Access to this API is not available for your account")
    limit, start = _limit(call), _start(call)
    friends = [user.user_id for user in call.world.users.values() if user.friend and not user.blocked]
    page = friends[start : start + limit]
    following = start + limit
    rest = {"next": f"{following}-{call.world.now_ms()}"} if following < len(friends) else {}
    return Answer({"userIds": page, **rest})


def _limit(call: Call) -> int:
    given = call.query.get("limit", str(_USUAL_PAGE))
    if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= _PAGE:
        raise Refused(400, "The value for the 'limit' parameter is invalid")
    return int(given)


def _start(call: Call) -> int:
    given = call.query.get("start")
    if given is None:
        return 0
    position, _, issued = given.partition("-")
    numbers = given.isascii() and position.isdigit() and issued.isdigit()
    if not numbers or call.world.now_ms() - int(issued) > _START_LIFE_MS:
        raise Refused(400, "Invalid start param")
    return int(position)


def info(call: Call) -> Answer:
    channel = call.world.channel
    return Answer(
        {
            "userId": channel.bot_user_id,
            "basicId": channel.basic_id,
            "displayName": channel.display_name,
            "chatMode": channel.chat_mode,
            "markAsReadMode": channel.mark_as_read_mode,
        }
    )


def link_token(call: Call) -> Answer:
    """A token for linking an account, for ten minutes and one use; the dialog takes it."""
    user = user_of(call)
    token = call.world.ids.link_token()
    call.world.link_tokens.give(token, user.user_id, call.world.now_ms())
    return Answer({"linkToken": token})
