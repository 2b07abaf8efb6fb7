"""Flex Messages: bubbles and carousels, their structure and their sizes in bytes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from integrations.sandbox.line_platform.validator import flex_sizes as sizes
from integrations.sandbox.line_platform.validator import limits
from integrations.sandbox.line_platform.validator.actions import Place, actions_at
from integrations.sandbox.line_platform.validator.checks import Problem, list_of, one_of, yes_no
from integrations.sandbox.line_platform.validator.flex_components import COMPONENTS
from integrations.sandbox.line_platform.validator.shapes import inside, only, shape, union

_TOO_SMALL_FOR_VIDEO = frozenset({"nano", "micro", "deca", "hecto"})


def _bytes(value: Mapping[str, Any]) -> int:
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _bubble_fits(bubble: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if _bytes(bubble) > limits.FLEX_BUBBLE_BYTES:
        yield Problem("The bubble is larger than 30 KB", path)
    if not any(bubble.get(block) for block in ("header", "hero", "body", "footer")):
        yield Problem("At least one block must be specified", path)


def _video_has_room(bubble: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if _has_video(bubble) and bubble.get("size", "mega") in _TOO_SMALL_FOR_VIDEO:
        yield Problem("A video needs a bubble of size kilo or larger", inside(path, "hero"))


def _has_video(bubble: Mapping[str, Any]) -> bool:
    return bool(bubble.get("hero", {}).get("type") == "video")


def _carousel_fits(carousel: Mapping[str, Any], path: str) -> Iterator[Problem]:
    bubbles = carousel["contents"]
    if _bytes(carousel) > limits.FLEX_CAROUSEL_BYTES:
        yield Problem("The carousel is larger than 50 KB", path)
    if len({bubble.get("size", "mega") for bubble in bubbles}) > 1:
        yield Problem("All bubbles of a carousel must have the same size", inside(path, "contents"))
    for index, bubble in enumerate(bubbles):
        if _has_video(bubble):
            yield Problem("No video in a carousel", inside(path, f"contents[{index}].hero"))


_BLOCK = only(COMPONENTS, "box")
_STYLE = shape({"backgroundColor": sizes.COLOR, "separator": yes_no, "separatorColor": sizes.COLOR})
_BUBBLE = shape(
    {
        "direction": one_of("ltr", "rtl"),
        "size": one_of("nano", "micro", "deca", "hecto", "kilo", "mega", "giga"),
        "header": _BLOCK,
        "hero": only(COMPONENTS, "box", "image", "video"),
        "body": _BLOCK,
        "footer": _BLOCK,
        "styles": shape(dict.fromkeys(("header", "hero", "body", "footer"), _STYLE)),
        "action": actions_at(Place.FLEX),
    },
    rules=(_bubble_fits, _video_has_room),
)
_BUBBLES = only(union({"bubble": _BUBBLE}), "bubble")
_CAROUSEL = shape({"contents": list_of(_BUBBLES, *limits.FLEX_BUBBLES)}, "contents", rules=(_carousel_fits,))

CONTAINERS = union({"bubble": _BUBBLE, "carousel": _CAROUSEL})
