"""The words and measures of Flex Messages: sizes, margins, colours, ratios."""

from collections.abc import Iterator
from typing import Any

from integrations.sandbox.line_platform.validator.checks import Check, Problem, matching

_NUMBER = r"\d+(\.\d+)?"
_STEPS = "xs|sm|md|lg|xl|xxl"
_TEXT_STEPS = f"xxs|{_STEPS}|3xl|4xl|5xl"


def _sizes(pattern: str) -> Check:
    return matching(pattern, "invalid property value")


MARGIN = _sizes(rf"none|{_STEPS}|{_NUMBER}px")
PADDING = _sizes(rf"none|{_STEPS}|{_NUMBER}(px|%)")
OFFSET = _sizes(rf"none|{_STEPS}|-?{_NUMBER}(px|%)")
CORNER = _sizes(rf"none|{_STEPS}|{_NUMBER}px")
BORDER = _sizes(rf"none|light|normal|medium|semi-bold|bold|{_NUMBER}px")
EXTENT = _sizes(rf"{_NUMBER}(px|%)")
PIXELS = _sizes(rf"{_NUMBER}px")
TEXT_SIZE = _sizes(rf"{_TEXT_STEPS}|{_NUMBER}px")
IMAGE_SIZE = _sizes(rf"{_TEXT_STEPS}|full|{_NUMBER}(px|%)")
COLOR = _sizes(r"#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
ANGLE = _sizes(rf"{_NUMBER}deg")
PERCENT = _sizes(rf"{_NUMBER}%")

_RATIO = _sizes(r"\d{1,6}(\.\d+)?:\d{1,6}(\.\d+)?")


def aspect_ratio(value: Any, path: str) -> Iterator[Problem]:
    """`width:height`, each from 1 to 100000, the height at most three times the width."""
    found = list(_RATIO(value, path))
    if not found:
        width, height = (float(side) for side in value.split(":"))
        if not (1 <= width <= 100_000 and 1 <= height <= 100_000 and height <= 3 * width):
            found = [Problem("invalid property value", path)]
    yield from found
