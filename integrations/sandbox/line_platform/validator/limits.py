"""The table of text limits: which text may have how many characters, and counted how (line.md 3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from integrations.sandbox.line_platform.validator.units import Unit


@dataclass(frozen=True, slots=True)
class Limit:
    """From `least` to `most` characters, counted in `unit`."""

    most: int
    unit: Unit = Unit.UTF16
    least: int = 1


_G = Unit.GRAPHEMES

TEXT_LIMITS: Final[Mapping[str, Limit]] = {
    "text.text": Limit(5000),
    "textV2.text": Limit(5000),
    "altText": Limit(1500),
    "sender.name": Limit(20),
    "url": Limit(2000),
    "video.trackingId": Limit(100),
    "location.title": Limit(100),
    "location.address": Limit(100),
    "coupon.deliveryTag": Limit(30),
    "imagemap.text": Limit(400),
    "imagemap.label": Limit(100),
    "imagemap.linkUri": Limit(1000),
    "imagemap.clipboardText": Limit(1000),
    "imagemap.externalLink.label": Limit(30),
    "buttons.text": Limit(160, _G),
    "buttons.text beside title or image": Limit(60, _G),
    "buttons.title": Limit(40, _G),
    "confirm.text": Limit(240, _G),
    "carousel.text": Limit(120, _G),
    "carousel.text beside title or image": Limit(60, _G),
    "carousel.title": Limit(40, _G),
    "label in template": Limit(20, _G),
    "label in image carousel": Limit(12, _G),
    "label in quick reply": Limit(20, _G),
    "label in flex": Limit(40, _G),
    "label in rich menu": Limit(20, _G),
    "postback.data": Limit(300),
    "postback.displayText": Limit(300, _G),
    "postback.text": Limit(300, _G),
    "postback.fillInText": Limit(300, _G),
    "message.text": Limit(300, _G),
    "uri.uri": Limit(1000),
    "uri.altUri.desktop": Limit(1000),
    "datetimepicker.data": Limit(300),
    "clipboard.clipboardText": Limit(1000),
    "richmenuswitch.data": Limit(300),
    "richmenuswitch.richMenuAliasId": Limit(32),
    "richmenu.name": Limit(300, _G),
    "richmenu.chatBarText": Limit(14, _G),
}

MESSAGES = (1, 5)
RECIPIENTS = (1, 500)
QUICK_REPLY_ITEMS = (1, 13)
EMOJIS = (0, 20)
SUBSTITUTIONS = 100
MENTIONS = 20
IMAGEMAP_ACTIONS = (1, 50)
BUTTONS_ACTIONS = (1, 4)
CONFIRM_ACTIONS = (2, 2)
CAROUSEL_COLUMNS = (1, 10)
CAROUSEL_ACTIONS = (1, 3)
FLEX_BUBBLES = (1, 12)
FLEX_BUBBLE_BYTES = 30 * 1024
FLEX_CAROUSEL_BYTES = 50 * 1024
RICH_MENU_AREAS = (0, 20)
RICH_MENU_WIDTH = (800, 2500)
RICH_MENU_LEAST_HEIGHT = 250
RICH_MENU_LEAST_RATIO = 1.45
REQUEST_BYTES = 2 * 1024 * 1024
