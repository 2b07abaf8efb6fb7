"""Actions: what a tap does, and which of them may stand where (line.md 3)."""

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any, NamedTuple

from integrations.sandbox.line_platform.validator.checks import Problem, matching, one_of, text, url
from integrations.sandbox.line_platform.validator.shapes import Shape, Union, inside, shape, union

_EVERYWHERE = ("postback", "message", "uri", "datetimepicker", "clipboard")
_PHONE_ONLY = ("camera", "cameraRoll", "location")


class _Rule(NamedTuple):
    label_limit: str
    label_needed: bool
    kinds: tuple[str, ...]


class Place(Enum):
    """Where an action stands: the row of its label, whether it needs one, and the kinds allowed there."""

    TEMPLATE = _Rule("label in template", label_needed=True, kinds=_EVERYWHERE)
    DEFAULT_ACTION = _Rule("label in template", label_needed=False, kinds=_EVERYWHERE)
    IMAGE_CAROUSEL = _Rule("label in image carousel", label_needed=False, kinds=_EVERYWHERE)
    QUICK_REPLY = _Rule("label in quick reply", label_needed=True, kinds=(*_EVERYWHERE, *_PHONE_ONLY))
    FLEX_BUTTON = _Rule("label in flex", label_needed=True, kinds=_EVERYWHERE)
    FLEX = _Rule("label in flex", label_needed=False, kinds=_EVERYWHERE)
    RICH_MENU = _Rule("label in rich menu", label_needed=False, kinds=(*_EVERYWHERE, "richmenuswitch"))


def _postback_words(action: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if "displayText" in action and "text" in action:
        yield Problem("displayText and text cannot be used together", inside(path, "text"))
    if "fillInText" in action and action.get("inputOption") != "openKeyboard":
        yield Problem("fillInText needs inputOption openKeyboard", inside(path, "fillInText"))


_WHEN = {
    "date": re.compile(r"(19|20)\d\d-[01]\d-[0-3]\d|2100-[01]\d-[0-3]\d"),
    "time": re.compile(r"[0-2]\d:[0-5]\d"),
    "datetime": re.compile(r"((19|20)\d\d|2100)-[01]\d-[0-3]\d[Tt][0-2]\d:[0-5]\d"),
}


def _moments(action: Mapping[str, Any], path: str) -> Iterator[Problem]:
    form = _WHEN[action["mode"]]
    given = {name: action[name] for name in ("initial", "max", "min") if name in action}
    for name, moment in given.items():
        if form.fullmatch(moment) is None:
            yield Problem(f"Must be a {action['mode']}", inside(path, name))
    if "max" in given and "min" in given and given["min"] >= given["max"]:
        yield Problem("min must be before max", inside(path, "min"))


_ALT_URI = shape({"desktop": url("http", "https", "line", "tel", limit="uri.altUri.desktop")})
_INPUT = one_of("closeRichMenu", "openRichMenu", "openKeyboard", "openVoice")
_STRING = matching(r".+", "May not be empty")

_ACTIONS: Mapping[str, Shape] = {
    "postback": shape(
        {
            "data": text("postback.data"),
            "displayText": text("postback.displayText"),
            "text": text("postback.text"),
            "inputOption": _INPUT,
            "fillInText": text("postback.fillInText"),
        },
        "data",
        rules=(_postback_words,),
    ),
    "message": shape({"text": text("message.text")}, "text"),
    "uri": shape({"uri": url("http", "https", "line", "tel", limit="uri.uri"), "altUri": _ALT_URI}, "uri"),
    "datetimepicker": shape(
        {
            "data": text("datetimepicker.data"),
            "mode": one_of("date", "time", "datetime"),
            "initial": _STRING,
            "max": _STRING,
            "min": _STRING,
        },
        "data",
        "mode",
        rules=(_moments,),
    ),
    "clipboard": shape({"clipboardText": text("clipboard.clipboardText")}, "clipboardText"),
    "camera": shape({}),
    "cameraRoll": shape({}),
    "location": shape({}),
    "richmenuswitch": shape(
        {
            "data": text("richmenuswitch.data"),
            "richMenuAliasId": matching(r"[a-z0-9_-]{1,32}", "invalid rich menu alias ID"),
        },
        "data",
        "richMenuAliasId",
    ),
}


def _at(place: Place, known: Shape) -> Shape:
    needed = known.required | {"label"} if place.value.label_needed else known.required
    fields = {name: check for name, check in known.fields.items() if _fits(place, name)}
    return Shape({"label": text(place.value.label_limit), **fields}, needed, known.rules)


def _fits(place: Place, name: str) -> bool:
    return not (place is Place.QUICK_REPLY and name == "altUri")


def actions_at(place: Place) -> Union:
    """The actions allowed at this place, with its label rule."""
    return union({kind: _at(place, _ACTIONS[kind]) for kind in place.value.kinds})
