"""Messages of every type, with quick reply and sender, and the requests that carry them."""

from collections.abc import Iterator, Mapping
from typing import Any

from integrations.sandbox.line_platform.validator import limits
from integrations.sandbox.line_platform.validator.actions import Place, actions_at
from integrations.sandbox.line_platform.validator.checks import (
    Check,
    Problem,
    any_string,
    list_of,
    matching,
    number,
    one_of,
    text,
    url,
    whole,
    yes_no,
)
from integrations.sandbox.line_platform.validator.flex import CONTAINERS
from integrations.sandbox.line_platform.validator.imagemaps import IMAGEMAP
from integrations.sandbox.line_platform.validator.shapes import Shape, inside, shape, union
from integrations.sandbox.line_platform.validator.templates import TEMPLATES
from integrations.sandbox.line_platform.validator.texts import TEXT, TEXT_V2

_DIGITS = matching(r"\d{1,12}", "Must be a number in digits")
_MEDIA: Mapping[str, Check] = {"originalContentUrl": url("https"), "previewImageUrl": url("https")}
_QUICK_REPLY_ITEM = shape(
    {"type": one_of("action"), "imageUrl": url("https"), "action": actions_at(Place.QUICK_REPLY)},
    "type",
    "action",
)


def _not_posing_as_line(sender: Mapping[str, Any], path: str) -> Iterator[Problem]:
    if "LINE" in sender.get("name", "").upper():
        yield Problem("invalid sender name", inside(path, "name"))


_EVERY_MESSAGE: Mapping[str, Check] = {
    "quickReply": shape({"items": list_of(_QUICK_REPLY_ITEM, *limits.QUICK_REPLY_ITEMS)}, "items"),
    "sender": shape({"name": text("sender.name"), "iconUrl": url("https")}, rules=(_not_posing_as_line,)),
}

_SHAPES: Mapping[str, Shape] = {
    "text": TEXT,
    "textV2": TEXT_V2,
    "sticker": shape({"packageId": _DIGITS, "stickerId": _DIGITS, "quoteToken": any_string}, "packageId", "stickerId"),
    "image": shape(_MEDIA, *_MEDIA),
    "video": shape({**_MEDIA, "trackingId": text("video.trackingId")}, *_MEDIA),
    "audio": shape(
        {"originalContentUrl": url("https"), "duration": whole(1, 86_400_000)},
        "originalContentUrl",
        "duration",
    ),
    "location": shape(
        {
            "title": text("location.title"),
            "address": text("location.address"),
            "latitude": number(-90, 90),
            "longitude": number(-180, 180),
        },
        "title",
        "address",
        "latitude",
        "longitude",
    ),
    "imagemap": IMAGEMAP,
    "template": shape({"altText": text("altText"), "template": TEMPLATES}, "altText", "template"),
    "flex": shape({"altText": text("altText"), "contents": CONTAINERS}, "altText", "contents"),
    "coupon": shape({"couponId": any_string, "deliveryTag": text("coupon.deliveryTag")}, "couponId"),
}

MESSAGES = union(
    {kind: Shape({**_EVERY_MESSAGE, **known.fields}, known.required, known.rules) for kind, known in _SHAPES.items()}
)

_LIST: Mapping[str, Check] = {"messages": list_of(MESSAGES, *limits.MESSAGES)}
_SEND: Mapping[str, Check] = {**_LIST, "notificationDisabled": yes_no}
_UNITS: Mapping[str, Check] = {
    "customAggregationUnits": list_of(matching(r"[A-Za-z0-9_]{1,30}", "invalid unit name"), 0, 1)
}

VALIDATE = shape(_LIST, "messages")
REPLY = shape({**_SEND, "replyToken": any_string}, "replyToken", "messages")
PUSH = shape({**_SEND, **_UNITS, "to": any_string}, "to", "messages")
MULTICAST = shape({**_SEND, **_UNITS, "to": list_of(any_string, *limits.RECIPIENTS)}, "to", "messages")
BROADCAST = shape(_SEND, "messages")
