"""Template messages: buttons, confirm, carousel, image carousel."""

from collections.abc import Iterator, Mapping
from typing import Any

from integrations.sandbox.line_platform.validator import limits
from integrations.sandbox.line_platform.validator.actions import Place, actions_at
from integrations.sandbox.line_platform.validator.checks import (
    Check,
    Problem,
    list_of,
    matching,
    one_of,
    text,
    url,
)
from integrations.sandbox.line_platform.validator.shapes import Rule, inside, shape, union

_actions = actions_at(Place.TEMPLATE)
_COLOR = matching(r"#[0-9A-Fa-f]{6}", "Must be a color such as #FFFFFF")
_PICTURE: Mapping[str, Check] = {
    "imageAspectRatio": one_of("rectangle", "square"),
    "imageSize": one_of("cover", "contain"),
}


def _shorter_beside_title(kind: str) -> Rule:
    short = text(f"{kind}.text beside title or image")

    def check(template: Mapping[str, Any], path: str) -> Iterator[Problem]:
        if "title" in template or "thumbnailImageUrl" in template:
            yield from short(template["text"], inside(path, "text"))

    return check


def _columns_alike(carousel: Mapping[str, Any], path: str) -> Iterator[Problem]:
    columns = carousel["columns"]
    if len({len(column["actions"]) for column in columns}) > 1:
        yield Problem("All columns must have the same number of actions", inside(path, "columns"))
    for name in ("title", "thumbnailImageUrl"):
        if len({name in column for column in columns}) > 1:
            yield Problem(f"{name} must stand in all columns or in none", inside(path, "columns"))


def _card(kind: str) -> Mapping[str, Check]:
    return {
        "thumbnailImageUrl": url("https"),
        "imageBackgroundColor": _COLOR,
        "title": text(f"{kind}.title"),
        "text": text(f"{kind}.text"),
        "defaultAction": actions_at(Place.DEFAULT_ACTION),
    }


_BUTTONS = shape(
    {**_card("buttons"), **_PICTURE, "actions": list_of(_actions, *limits.BUTTONS_ACTIONS)},
    "text",
    "actions",
    rules=(_shorter_beside_title("buttons"),),
)
_CONFIRM = shape(
    {"text": text("confirm.text"), "actions": list_of(_actions, *limits.CONFIRM_ACTIONS)}, "text", "actions"
)
_COLUMN = shape(
    {**_card("carousel"), "actions": list_of(_actions, *limits.CAROUSEL_ACTIONS)},
    "text",
    "actions",
    rules=(_shorter_beside_title("carousel"),),
)
_CAROUSEL = shape(
    {"columns": list_of(_COLUMN, *limits.CAROUSEL_COLUMNS), **_PICTURE}, "columns", rules=(_columns_alike,)
)
_IMAGE_COLUMN = shape({"imageUrl": url("https"), "action": actions_at(Place.IMAGE_CAROUSEL)}, "imageUrl", "action")
_IMAGE_CAROUSEL = shape({"columns": list_of(_IMAGE_COLUMN, *limits.CAROUSEL_COLUMNS)}, "columns")

TEMPLATES = union(
    {
        "buttons": _BUTTONS,
        "confirm": _CONFIRM,
        "carousel": _CAROUSEL,
        "image_carousel": _IMAGE_CAROUSEL,
    }
)
