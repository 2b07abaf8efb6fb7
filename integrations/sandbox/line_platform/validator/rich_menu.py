"""Rich menus: size, areas and their actions, and the bulk requests (line.md 4)."""

from collections.abc import Iterator, Mapping
from typing import Any

from integrations.sandbox.line_platform.identifiers import USER_ID
from integrations.sandbox.line_platform.validator import limits
from integrations.sandbox.line_platform.validator.actions import Place, actions_at
from integrations.sandbox.line_platform.validator.checks import (
    Problem,
    any_string,
    list_of,
    matching,
    text,
    whole,
    yes_no,
)
from integrations.sandbox.line_platform.validator.shapes import inside, shape

_FAR = whole(0, 2_147_483_647)
_LONG = whole(1, 2_147_483_647)


def _wide_enough(size: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if size["width"] / size["height"] < limits.RICH_MENU_LEAST_RATIO:
        yield Problem("The aspect ratio (width / height) must be 1.45 or more", path)


def _areas_inside(menu: Mapping[str, Any], path: str) -> Iterator[Problem]:
    size = menu["size"]
    for index, area in enumerate(menu["areas"]):
        bounds = area["bounds"]
        right, bottom = bounds["x"] + bounds["width"], bounds["y"] + bounds["height"]
        if right > size["width"] or bottom > size["height"]:
            yield Problem("The area must lie inside the menu", inside(path, f"areas[{index}].bounds"))


_SIZE = shape(
    {"width": whole(*limits.RICH_MENU_WIDTH), "height": whole(limits.RICH_MENU_LEAST_HEIGHT, 2500)},
    "width",
    "height",
    rules=(_wide_enough,),
)
_BOUNDS = shape({"x": _FAR, "y": _FAR, "width": _LONG, "height": _LONG}, "x", "y", "width", "height")
_AREA = shape({"bounds": _BOUNDS, "action": actions_at(Place.RICH_MENU)}, "bounds", "action")
_USERS = list_of(matching(USER_ID.pattern, "invalid user ID"), *limits.RECIPIENTS)
_ALIAS = matching(r"[a-z0-9_-]{1,32}", "invalid rich menu alias ID")

RICH_MENU = shape(
    {
        "size": _SIZE,
        "selected": yes_no,
        "name": text("richmenu.name"),
        "chatBarText": text("richmenu.chatBarText"),
        "areas": list_of(_AREA, *limits.RICH_MENU_AREAS),
    },
    "size",
    "selected",
    "name",
    "chatBarText",
    "areas",
    rules=(_areas_inside,),
)
BULK_LINK = shape({"richMenuId": any_string, "userIds": _USERS}, "richMenuId", "userIds")
BULK_UNLINK = shape({"userIds": _USERS}, "userIds")
ALIAS = shape({"richMenuAliasId": _ALIAS, "richMenuId": any_string}, "richMenuAliasId", "richMenuId")
ALIAS_UPDATE = shape({"richMenuId": any_string}, "richMenuId")
