"""Adding, blocking and unblocking the account; joining and leaving groups; inviting the bot."""

from integrations.sandbox.line_platform.phone.hand import CannotDoError, Done, Hand
from integrations.sandbox.line_platform.platform import Platform
from integrations.sandbox.line_platform.webhooks.events import new_event, source_of


def follow(hand: Hand) -> Done:
    """Adds the account as a friend, or unblocks it."""
    user = hand.user
    unblocked = user.blocked
    if user.friend and not unblocked:
        raise CannotDoError("already a friend")
    user.friend, user.blocked = True, False
    hand.platform.changes.tell(hand.user_id, "state")
    return hand.tell("follow", {"follow": {"isUnblocked": unblocked}}, repliable=True)


def block(hand: Hand) -> Done:
    if hand.user.blocked:
        raise CannotDoError("already blocked")
    done = hand.tell("unfollow", {}, repliable=False)
    hand.user.blocked = True
    hand.platform.changes.tell(hand.user_id, "state")
    return done


def join_group(hand: Hand) -> Done:
    group = hand.world.groups[hand.group_id or ""]
    if hand.user_id in group.members:
        raise CannotDoError("already a member of this group")
    group.members[hand.user_id] = None
    return _about_members(hand, "memberJoined", "joined", repliable=True)


def leave_group(hand: Hand) -> Done:
    group = hand.world.groups[hand.group_id or ""]
    if hand.user_id not in group.members:
        raise CannotDoError("not a member of this group")
    del group.members[hand.user_id]
    return _about_members(hand, "memberLeft", "left", repliable=False)


def _about_members(hand: Hand, kind: str, name: str, *, repliable: bool) -> Done:
    group_id = hand.group_id or ""
    hand.platform.changes.tell(group_id, "state")
    if not hand.world.groups[group_id].bot_inside:
        return Done()
    content = {name: {"members": [{"type": "user", "userId": hand.user_id}]}}
    event = new_event(hand.world, kind, source_of(None, group_id), content, repliable=repliable)
    return Done(event["webhookEventId"], None, hand.platform.webhooks.send(event))


def invite_bot(platform: Platform, group_id: str) -> Done:
    return _bot_moves(platform, group_id, inside=True)


def remove_bot(platform: Platform, group_id: str) -> Done:
    return _bot_moves(platform, group_id, inside=False)


def _bot_moves(platform: Platform, group_id: str, *, inside: bool) -> Done:
    group = platform.world.groups[group_id]
    if group.bot_inside is inside:
        raise CannotDoError("the bot is already inside" if inside else "the bot is not inside")
    group.bot_inside = inside
    platform.changes.tell(group_id, "state")
    source = source_of(None, group_id)
    event = new_event(platform.world, "join" if inside else "leave", source, {}, repliable=inside)
    return Done(event["webhookEventId"], None, platform.webhooks.send(event))
