"""Group chats: summary, members, leaving."""

from integrations.sandbox.line_platform.api.call import NOT_FOUND, Answer, Call, Refused
from integrations.sandbox.line_platform.identifiers import is_group_id
from integrations.sandbox.line_platform.people import Group
from integrations.sandbox.line_platform.webhooks.events import new_event, source_of

_PAGE = 100


def group_of(call: Call) -> Group:
    """The group in the path: 400 malformed, 404 unknown or the bot is not inside."""
    group_id = call.path["group_id"]
    if not is_group_id(group_id):
        raise Refused(400, "The value for the 'groupId' parameter is invalid")
    group = call.world.groups.get(group_id)
    if group is None or not group.bot_inside:
        raise Refused(404, NOT_FOUND)
    return group


def summary(call: Call) -> Answer:
    group = group_of(call)
    return Answer({"groupId": group.group_id, "groupName": group.name})


def members_count(call: Call) -> Answer:
    """Without the bot."""
    return Answer({"count": len(group_of(call).members)})


def members_ids(call: Call) -> Answer:
    """403 on an unverified account; 100 to a page."""
    if not call.world.channel.verified:
        raise Refused(403, "Access to this API is not available for your account")
    members = list(group_of(call).members)
    given = call.query.get("start", "0")
    if not given.isascii() or not given.isdigit():
        raise Refused(400, "Invalid start param")
    start = int(given[:9])
    rest = {"next": str(start + _PAGE)} if start + _PAGE < len(members) else {}
    return Answer({"memberIds": members[start : start + _PAGE], **rest})


def member_profile(call: Call) -> Answer:
    """Works for non-friends and blockers too."""
    group, user_id = group_of(call), call.path["user_id"]
    if user_id not in group.members:
        raise Refused(404, NOT_FOUND)
    return Answer({"userId": user_id, "displayName": call.world.users[user_id].display_name})


async def leave(call: Call) -> Answer:
    """The bot goes; a `leave` event tells it so."""
    group = group_of(call)
    group.bot_inside = False
    call.platform.changes.tell(group.group_id, "state")
    event = new_event(call.world, "leave", source_of(None, group.group_id), {}, repliable=False)
    call.platform.webhooks.send(event)
    return Answer({})
