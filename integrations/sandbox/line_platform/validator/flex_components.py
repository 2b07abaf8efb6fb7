"""The components of a Flex bubble and which of them may stand inside which."""

from collections.abc import Iterator, Mapping
from typing import Any

from integrations.sandbox.line_platform.validator import flex_sizes as sizes
from integrations.sandbox.line_platform.validator.actions import Place, actions_at
from integrations.sandbox.line_platform.validator.checks import (
    Check,
    Problem,
    any_string,
    list_of,
    one_of,
    url,
    whole,
    yes_no,
)
from integrations.sandbox.line_platform.validator.shapes import Shape, inside, only, shape, union

_MANY = 1000
_STACKED = frozenset({"box", "button", "image", "text", "separator", "filler"})
_ON_BASELINE = frozenset({"icon", "text", "filler"})

_action = actions_at(Place.FLEX)
_OFFSETS: Mapping[str, Check] = {
    "position": one_of("relative", "absolute"),
    "offsetTop": sizes.OFFSET,
    "offsetBottom": sizes.OFFSET,
    "offsetStart": sizes.OFFSET,
    "offsetEnd": sizes.OFFSET,
}
_PLACED: Mapping[str, Check] = {"flex": whole(0, 1000), "margin": sizes.MARGIN, **_OFFSETS}
_GRAVITY = one_of("top", "bottom", "center")
_ALIGN = one_of("start", "end", "center")
_LETTERS: Mapping[str, Check] = {
    "text": any_string,
    "size": sizes.TEXT_SIZE,
    "color": sizes.COLOR,
    "weight": one_of("regular", "bold"),
    "style": one_of("normal", "italic"),
    "decoration": one_of("none", "underline", "line-through"),
}


def component(value: Any, path: str) -> Iterator[Problem]:
    """Any component; where it may stand is the business of its parent."""
    yield from COMPONENTS(value, path)


def _children_fit(box: Mapping[str, Any], path: str) -> Iterator[Problem]:
    fitting = _ON_BASELINE if box["layout"] == "baseline" else _STACKED
    for index, child in enumerate(box["contents"]):
        if child["type"] not in fitting:
            yield Problem("invalid property", inside(path, f"contents[{index}].type"))


def _has_words(text: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if "text" not in text and not text.get("contents"):
        yield Problem("May not be empty", inside(path, "text"))


def _picture_or_box(value: Any, path: str) -> Iterator[Problem]:
    yield from only(COMPONENTS, "box", "image")(value, path)


def _span(value: Any, path: str) -> Iterator[Problem]:
    yield from only(COMPONENTS, "span")(value, path)


BACKGROUNDS = union(
    {
        "linearGradient": shape(
            {
                "angle": sizes.ANGLE,
                "startColor": sizes.COLOR,
                "endColor": sizes.COLOR,
                "centerColor": sizes.COLOR,
                "centerPosition": sizes.PERCENT,
            },
            "angle",
            "startColor",
            "endColor",
        )
    }
)

_BOX = shape(
    {
        "layout": one_of("horizontal", "vertical", "baseline"),
        "contents": list_of(component, 0, _MANY),
        "spacing": sizes.MARGIN,
        "backgroundColor": sizes.COLOR,
        "borderColor": sizes.COLOR,
        "borderWidth": sizes.BORDER,
        "cornerRadius": sizes.CORNER,
        **dict.fromkeys(("width", "maxWidth", "height", "maxHeight"), sizes.EXTENT),
        **{f"padding{side}": sizes.PADDING for side in ("All", "Top", "Bottom", "Start", "End")},
        "action": _action,
        "justifyContent": one_of("center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"),
        "alignItems": one_of("center", "flex-start", "flex-end"),
        "background": BACKGROUNDS,
        **_PLACED,
    },
    "layout",
    "contents",
    rules=(_children_fit,),
)

_BUTTON = shape(
    {
        "action": actions_at(Place.FLEX_BUTTON),
        "color": sizes.COLOR,
        "style": one_of("primary", "secondary", "link"),
        "gravity": _GRAVITY,
        "height": one_of("md", "sm"),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": yes_no,
        **_PLACED,
    },
    "action",
)

_IMAGE = shape(
    {
        "url": url("https"),
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "size": sizes.IMAGE_SIZE,
        "aspectRatio": sizes.aspect_ratio,
        "aspectMode": one_of("fit", "cover"),
        "backgroundColor": sizes.COLOR,
        "action": _action,
        "animated": yes_no,
        **_PLACED,
    },
    "url",
)

_VIDEO = shape(
    {
        "url": url("https"),
        "previewUrl": url("https"),
        "altContent": _picture_or_box,
        "aspectRatio": sizes.aspect_ratio,
        "action": _action,
    },
    "url",
    "previewUrl",
    "altContent",
)

_ICON = shape(
    {
        "url": url("https"),
        "size": sizes.TEXT_SIZE,
        "aspectRatio": sizes.aspect_ratio,
        "margin": sizes.MARGIN,
        "scaling": yes_no,
        **_OFFSETS,
    },
    "url",
)

_TEXT = shape(
    {
        **_LETTERS,
        **_PLACED,
        "align": _ALIGN,
        "gravity": _GRAVITY,
        "wrap": yes_no,
        "lineSpacing": sizes.PIXELS,
        "action": _action,
        "maxLines": whole(0, _MANY),
        "contents": list_of(_span, 0, _MANY),
        "adjustMode": one_of("shrink-to-fit"),
        "scaling": yes_no,
    },
    rules=(_has_words,),
)

_SHAPES: Mapping[str, Shape] = {
    "box": _BOX,
    "button": _BUTTON,
    "image": _IMAGE,
    "video": _VIDEO,
    "icon": _ICON,
    "text": _TEXT,
    "span": shape(_LETTERS, "text"),
    "separator": shape({"margin": sizes.MARGIN, "color": sizes.COLOR}),
    "filler": shape({"flex": whole(0, 1000)}),
}
COMPONENTS = union(_SHAPES)
