"""Which person sees which rich menu: links one by one, in bulk, and aliases for tabs."""

from integrations.sandbox.line_platform.api.call import NOT_FOUND, Answer, Call, Refused, refuse_unless_valid
from integrations.sandbox.line_platform.api.people import malformed_user
from integrations.sandbox.line_platform.api.rich_menus import menu_of, shown_menu_of
from integrations.sandbox.line_platform.identifiers import is_user_id
from integrations.sandbox.line_platform.validator.rich_menu import (
    ALIAS,
    ALIAS_UPDATE,
    BULK_LINK,
    BULK_UNLINK,
)


def _link(call: Call, user_id: str, rich_menu_id: str | None) -> None:
    """200 for strangers too, only without effect."""
    user = call.world.users.get(user_id)
    if user is not None:
        user.rich_menu_id = rich_menu_id
        call.platform.changes.tell(user_id, "state")


def _user_id(call: Call) -> str:
    user_id = call.path["user_id"]
    if not is_user_id(user_id):
        raise malformed_user()
    return user_id


def link(call: Call) -> Answer:
    user_id = _user_id(call)
    _link(call, user_id, shown_menu_of(call, call.path["rich_menu_id"]).rich_menu_id)
    return Answer({})


def unlink(call: Call) -> Answer:
    _link(call, _user_id(call), None)
    return Answer({})


def get_link(call: Call) -> Answer:
    user = call.world.users.get(_user_id(call))
    if user is None or user.rich_menu_id is None:
        raise Refused(404, "the user has no richmenu")
    return Answer({"richMenuId": user.rich_menu_id})


def bulk_link(call: Call) -> Answer:
    """202; at LINE it takes seconds, here it is done at once."""
    refuse_unless_valid(BULK_LINK, call.body)
    rich_menu_id = shown_menu_of(call, call.body["richMenuId"]).rich_menu_id
    for user_id in call.body["userIds"]:
        _link(call, user_id, rich_menu_id)
    return Answer({}, 202)


def bulk_unlink(call: Call) -> Answer:
    refuse_unless_valid(BULK_UNLINK, call.body)
    for user_id in call.body["userIds"]:
        _link(call, user_id, None)
    return Answer({}, 202)


def create_alias(call: Call) -> Answer:
    refuse_unless_valid(ALIAS, call.body)
    aliases = call.world.rich_menus.aliases
    if call.body["richMenuAliasId"] in aliases:
        raise Refused(400, "conflict richmenu alias id")
    menu = _alias_target(call)
    aliases[call.body["richMenuAliasId"]] = menu
    return Answer({})


def update_alias(call: Call) -> Answer:
    refuse_unless_valid(ALIAS_UPDATE, call.body)
    alias = _known_alias(call)
    call.world.rich_menus.aliases[alias] = _alias_target(call)
    return Answer({})


def get_alias(call: Call) -> Answer:
    alias = _known_alias(call)
    return Answer({"richMenuAliasId": alias, "richMenuId": call.world.rich_menus.aliases[alias]})


def list_aliases(call: Call) -> Answer:
    pairs = call.world.rich_menus.aliases.items()
    return Answer({"aliases": [{"richMenuAliasId": alias, "richMenuId": menu} for alias, menu in pairs]})


def delete_alias(call: Call) -> Answer:
    del call.world.rich_menus.aliases[_known_alias(call)]
    return Answer({})


def _known_alias(call: Call) -> str:
    alias = call.path["alias_id"]
    if alias not in call.world.rich_menus.aliases:
        raise Refused(404, NOT_FOUND)
    return alias


def _alias_target(call: Call) -> str:
    try:
        return menu_of(call, call.body["richMenuId"]).rich_menu_id
    except Refused as unknown:
        raise Refused(400, unknown.message) from unknown
