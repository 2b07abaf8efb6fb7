"""The table of routes: every path of the Messaging API that the stand-in answers, with its rate."""

from collections.abc import Sequence
from typing import Final

from integrations.sandbox.line_platform import rates
from integrations.sandbox.line_platform.api import (
    allowance,
    chat_signs,
    contents,
    groups,
    multicast,
    people,
    push,
    reply,
    rich_menu_links,
    rich_menus,
    validating,
    webhook_settings,
)
from integrations.sandbox.line_platform.api.routes import Body, Route, delete, get, post, put

_BOT: Final = "/v2/bot"
_MENU: Final = f"{_BOT}/richmenu/{{rich_menu_id}}"
_ALIAS: Final = f"{_BOT}/richmenu/alias"
_GROUP: Final = f"{_BOT}/group/{{group_id}}"
_CONTENT: Final = f"{_BOT}/message/{{message_id}}/content"

_MESSAGES: Sequence[Route] = (
    post(f"{_BOT}/message/reply", reply.reply),
    post(f"{_BOT}/message/push", push.push),
    post(f"{_BOT}/message/multicast", multicast.multicast, rates.MULTICAST),
    post(f"{_BOT}/message/broadcast", multicast.broadcast, rates.RARE),
    *(
        post(f"{_BOT}/message/validate/{kind}", validating.validate_messages)
        for kind in ("reply", "push", "multicast", "narrowcast", "broadcast")
    ),
    get(f"{_BOT}/message/quota", allowance.quota),
    get(f"{_BOT}/message/quota/consumption", allowance.consumption),
    get(_CONTENT, contents.content),
    get(f"{_CONTENT}/preview", contents.preview),
    get(f"{_CONTENT}/transcoding", contents.transcoding),
)

_PEOPLE: Sequence[Route] = (
    get(f"{_BOT}/profile/{{user_id}}", people.profile),
    get(f"{_BOT}/followers/ids", people.followers),
    get(f"{_BOT}/info", people.info),
    post(f"{_BOT}/user/{{user_id}}/linkToken", people.link_token, body=Body.NONE),
    get(f"{_GROUP}/summary", groups.summary),
    get(f"{_GROUP}/members/count", groups.members_count),
    get(f"{_GROUP}/members/ids", groups.members_ids),
    get(f"{_GROUP}/member/{{user_id}}", groups.member_profile),
    post(f"{_GROUP}/leave", groups.leave, body=Body.NONE),
    post(f"{_BOT}/chat/loading/start", chat_signs.loading, rates.LOADING),
    post(f"{_BOT}/chat/markAsRead", chat_signs.mark_as_read),
)

_RICH_MENUS: Sequence[Route] = (
    post(f"{_BOT}/richmenu", rich_menus.create, rates.RICH_MENU_CHANGES),
    post(f"{_BOT}/richmenu/validate", validating.validate_rich_menu),
    get(f"{_BOT}/richmenu/list", rich_menus.list_menus, rates.RICH_MENU_LIST),
    post(f"{_BOT}/richmenu/bulk/link", rich_menu_links.bulk_link),
    post(f"{_BOT}/richmenu/bulk/unlink", rich_menu_links.bulk_unlink),
    post(_ALIAS, rich_menu_links.create_alias),
    get(f"{_ALIAS}/list", rich_menu_links.list_aliases),
    get(f"{_ALIAS}/{{alias_id}}", rich_menu_links.get_alias),
    post(f"{_ALIAS}/{{alias_id}}", rich_menu_links.update_alias),
    delete(f"{_ALIAS}/{{alias_id}}", rich_menu_links.delete_alias, rates.RICH_MENU_CHANGES),
    get(_MENU, rich_menus.get_menu),
    delete(_MENU, rich_menus.delete_menu, rates.RICH_MENU_CHANGES),
    post(f"{_MENU}/content", rich_menus.upload_image, body=Body.RAW),
    get(f"{_MENU}/content", rich_menus.download_image),
    get(f"{_BOT}/user/all/richmenu", rich_menus.get_default),
    delete(f"{_BOT}/user/all/richmenu", rich_menus.clear_default),
    post(f"{_BOT}/user/all/richmenu/{{rich_menu_id}}", rich_menus.set_default, body=Body.NONE),
    get(f"{_BOT}/user/{{user_id}}/richmenu", rich_menu_links.get_link),
    delete(f"{_BOT}/user/{{user_id}}/richmenu", rich_menu_links.unlink),
    post(f"{_BOT}/user/{{user_id}}/richmenu/{{rich_menu_id}}", rich_menu_links.link, body=Body.NONE),
)

_WEBHOOK: Sequence[Route] = (
    put(f"{_BOT}/channel/webhook/endpoint", webhook_settings.set_endpoint, rates.WEBHOOK_SETTINGS),
    get(f"{_BOT}/channel/webhook/endpoint", webhook_settings.get_endpoint, rates.WEBHOOK_SETTINGS),
    post(f"{_BOT}/channel/webhook/test", webhook_settings.test_endpoint, rates.RARE),
)

ROUTES: Final[Sequence[Route]] = (*_MESSAGES, *_PEOPLE, *_RICH_MENUS, *_WEBHOOK)
