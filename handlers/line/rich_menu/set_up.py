"""`anpi line setup`: puts each role's menu at LINE and takes away those it replaces. May run any number of times."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import aiohttp
from linebot.v3.messaging import (
    ApiException,
    CreateRichMenuAliasRequest,
    RichMenuBulkLinkRequest,
    RichMenuBulkUnlinkRequest,
    UpdateRichMenuAliasRequest,
)

from handlers.line.connection import LineConnection
from handlers.line.rich_menu.areas import MenuRole
from handlers.line.rich_menu.menu import NAME_PREFIX, Menu

_WITHIN = 20.0
_MOST_USERS = 500
_USER = re.compile(r"U[0-9a-f]{32}")


class SetUpFailed(Exception):  # noqa: N818 - what became of it
    """LINE did not take a step. What was there before still shows; running again goes on from there."""


async def set_up(connection: LineConnection, menus: Sequence[Menu], leaders: Sequence[str] = ()) -> Mapping[str, str]:
    """Each role's menu under its alias, the resident's as everybody's default, the leader's linked to `leaders`.

    A menu that LINE holds already is kept; old ones go last, so that at no moment a person is without one.

    Returns:
        The menus' ids at LINE by role.

    Raises:
        SetUpFailed: says which step, and what to do.
    """
    aliases = await _aliases(connection)
    names = await _our_menus(connection)
    ids = {menu.role: await _put(connection, menu, aliases, names) for menu in menus}
    if MenuRole.RESIDENT in ids:
        with _step("make the resident's menu everybody's default"):
            await connection.messaging.set_default_rich_menu(ids[MenuRole.RESIDENT], _request_timeout=_WITHIN)
    if MenuRole.LEADER in ids:
        await link_for(connection, leaders, MenuRole.LEADER)
    for old in _replaced(ids, names):
        with _step("delete an old menu"):
            await connection.messaging.delete_rich_menu(old, _request_timeout=_WITHIN)
    return {str(role): menu_id for role, menu_id in ids.items()}


async def link_for(connection: LineConnection, user_ids: Sequence[str], role: MenuRole) -> None:
    """Shows these people the role's menu from now on. Residents see the default, so their own link is taken away.

    Raises:
        SetUpFailed: as `set_up`; also where the role has no menu yet.
    """
    known = [each for each in dict.fromkeys(user_ids) if _USER.fullmatch(each)]
    if not known:
        return
    aliases = await _aliases(connection)
    if role is MenuRole.LEADER and role not in aliases:
        raise SetUpFailed("LINE has no leader's menu yet; run `anpi line setup` first")
    for start in range(0, len(known), _MOST_USERS):
        some = known[start : start + _MOST_USERS]
        with _step("link people to their menu"):
            if role is MenuRole.RESIDENT:
                unlink = RichMenuBulkUnlinkRequest(user_ids=some)
                await connection.messaging.unlink_rich_menu_id_from_users(unlink, _request_timeout=_WITHIN)
            else:
                link = RichMenuBulkLinkRequest(rich_menu_id=aliases[role], user_ids=some)
                await connection.messaging.link_rich_menu_id_to_users(link, _request_timeout=_WITHIN)


async def _aliases(connection: LineConnection) -> dict[str, str]:
    with _step("read the aliases of menus"):
        listed = await connection.messaging.get_rich_menu_alias_list(_request_timeout=_WITHIN)
    return {each.rich_menu_alias_id: each.rich_menu_id for each in listed.aliases}


async def _our_menus(connection: LineConnection) -> dict[str, str]:
    """Names by id; menus that somebody made by hand are left alone."""
    with _step("read the menus"):
        listed = await connection.messaging.get_rich_menu_list(_request_timeout=_WITHIN)
    return {each.rich_menu_id: each.name for each in listed.richmenus if each.name.startswith(NAME_PREFIX)}


def _replaced(ids: Mapping[MenuRole, str], names: Mapping[str, str]) -> Sequence[str]:
    """Menus of the same roles from earlier set-ups, finished or not."""
    of_these_roles = tuple(f"{NAME_PREFIX}{role} " for role in ids)
    return [each for each, name in names.items() if name.startswith(of_these_roles) and each not in ids.values()]


async def _put(connection: LineConnection, menu: Menu, aliases: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The id of the menu at LINE. The alias is set last: where it points, menu and picture are complete."""
    current = aliases.get(menu.role)
    if current is not None and names.get(current) == menu.name:
        return current
    created = await _create(connection, menu)
    with _step(f"point the alias {menu.role} at its menu"):
        if current is None:
            alias = CreateRichMenuAliasRequest(rich_menu_alias_id=str(menu.role), rich_menu_id=created)
            await connection.messaging.create_rich_menu_alias(alias, _request_timeout=_WITHIN)
        else:
            moved = UpdateRichMenuAliasRequest(rich_menu_id=created)
            await connection.messaging.update_rich_menu_alias(str(menu.role), moved, _request_timeout=_WITHIN)
    return created


async def _create(connection: LineConnection, menu: Menu) -> str:
    with _step(f"create the {menu.role}'s menu"):
        answer = await connection.messaging.create_rich_menu(menu.request, _request_timeout=_WITHIN)
    with _step(f"upload the {menu.role}'s picture"):
        await connection.blob.set_rich_menu_image(
            answer.rich_menu_id, menu.picture, _headers={"Content-Type": "image/png"}, _request_timeout=_WITHIN
        )
    return str(answer.rich_menu_id)


@contextmanager
def _step(what: str) -> Iterator[None]:
    """One step's failure in words for the person at the command line; no ids, no tokens."""
    try:
        yield
    except ApiException as error:
        raise SetUpFailed(f"LINE answered {error.status} when asked to {what}; {_remedy(error.status)}") from None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SetUpFailed(f"no answer from LINE when asked to {what}; check the network and run again") from error
    except ValueError as error:
        raise SetUpFailed(f"LINE's answer could not be read when asked to {what}; run again") from error


def _remedy(status: int | None) -> str:
    if status in (401, 403):
        return "check the channel access token"
    if status == 429:
        return "LINE allows 100 new menus an hour: run again later"
    return "run again, and report the step if it stays so"
