"""Imagemap messages: a picture with areas to tap."""

from collections.abc import Mapping

from integrations.sandbox.line_platform.validator import limits
from integrations.sandbox.line_platform.validator.checks import Check, list_of, text, url, whole
from integrations.sandbox.line_platform.validator.shapes import Shape, shape, union

_PIXELS = whole(0, 1_000_000)
_AREA = shape({"x": _PIXELS, "y": _PIXELS, "width": _PIXELS, "height": _PIXELS}, "x", "y", "width", "height")
_ANY_LINK = url("http", "https", "line", "tel", limit="imagemap.linkUri")
_PLACED: Mapping[str, Check] = {"area": _AREA, "label": text("imagemap.label")}

IMAGEMAP_ACTIONS = union(
    {
        "message": shape({**_PLACED, "text": text("imagemap.text")}, "area", "text"),
        "uri": shape({**_PLACED, "linkUri": _ANY_LINK}, "area", "linkUri"),
        "clipboard": shape({**_PLACED, "clipboardText": text("imagemap.clipboardText")}, "area", "clipboardText"),
    }
)
_EXTERNAL = shape({"linkUri": _ANY_LINK, "label": text("imagemap.externalLink.label")}, "linkUri", "label")
_VIDEO = shape(
    {
        "originalContentUrl": url("https"),
        "previewImageUrl": url("https"),
        "area": _AREA,
        "externalLink": _EXTERNAL,
    },
    "originalContentUrl",
    "previewImageUrl",
    "area",
)

IMAGEMAP: Shape = shape(
    {
        "baseUrl": url("https"),
        "altText": text("altText"),
        "baseSize": shape({"width": whole(1040, 1040), "height": whole(1, 1_000_000)}, "width", "height"),
        "actions": list_of(IMAGEMAP_ACTIONS, *limits.IMAGEMAP_ACTIONS),
        "video": _VIDEO,
    },
    "baseUrl",
    "altText",
    "baseSize",
    "actions",
)
