"""What LINE refuses and accepts in a message, with the path of what is wrong."""

from typing import Any

import pytest

from integrations.sandbox.line_platform.identifiers import USER_ID
from integrations.sandbox.line_platform.validator.messages import MULTICAST, VALIDATE
from integrations.sandbox.line_platform.validator.rich_menu import RICH_MENU

POSTBACK: dict[str, Any] = {"type": "postback", "label": "無事です", "data": "v1.safe", "displayText": "無事です"}
LINK: dict[str, Any] = {"type": "uri", "label": "119", "uri": "tel:119"}
TEXT: dict[str, Any] = {"type": "text", "text": "ご無事ですか", "wrap": True, "size": "xl", "scaling": True}
BUTTON: dict[str, Any] = {"type": "button", "style": "primary", "action": POSTBACK, "adjustMode": "shrink-to-fit"}
PICTURE: dict[str, Any] = {"type": "image", "url": "https://city.example/a.png", "aspectRatio": "20:13"}
VIDEO: dict[str, Any] = {
    "type": "video",
    "url": "https://city.example/a.mp4",
    "previewUrl": "https://city.example/a.png",
    "altContent": PICTURE,
}


def box(*contents: dict[str, Any], layout: str = "vertical") -> dict[str, Any]:
    return {"type": "box", "layout": layout, "contents": list(contents)}


def bubble(**blocks: Any) -> dict[str, Any]:
    return {"type": "bubble", **({"body": box(TEXT)} | blocks)}


def flex(contents: dict[str, Any]) -> dict[str, Any]:
    return {"type": "flex", "altText": "【訓練】安否確認", "contents": contents}


def text(**more: Any) -> dict[str, Any]:
    return {"type": "text", "text": "はい", **more}


def quick(*actions: dict[str, Any]) -> dict[str, Any]:
    return text(quickReply={"items": [{"type": "action", "action": action} for action in actions]})


def template(**content: Any) -> dict[str, Any]:
    return {"type": "template", "altText": "安否確認", "template": content}


def column(**more: Any) -> dict[str, Any]:
    return {"text": "どこですか", "actions": [POSTBACK], **more}


def found(message: dict[str, Any]) -> dict[str, str]:
    return {problem.property: problem.message for problem in VALIDATE({"messages": [message]}, "")}


SOUND = {
    "text with emoji": text(text="$ 大丈夫", emojis=[{"index": 0, "productId": "5ac1", "emojiId": "001"}]),
    "textV2": {
        "type": "textV2",
        "text": "{who} さん {{x}}",
        "substitution": {"who": {"type": "mention", "mentionee": {"type": "all"}}},
    },
    "sticker": {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    "location": {"type": "location", "title": "鶴ヶ城", "address": "追手町1", "latitude": 37.5, "longitude": 139.9},
    "audio": {"type": "audio", "originalContentUrl": "https://city.example/a.m4a", "duration": 60000},
    "flex with all blocks": flex(bubble(size="giga", header=box(TEXT), hero=VIDEO, footer=box(BUTTON))),
    "flex baseline": flex(bubble(body=box(TEXT, {"type": "filler"}, layout="baseline"))),
    "flex spans": flex(bubble(body=box({"type": "text", "contents": [{"type": "span", "text": "無事"}]}))),
    "flex carousel": flex({"type": "carousel", "contents": [bubble(), bubble()]}),
    "flex tel": flex(bubble(footer=box({"type": "button", "action": LINK}))),
    "quick reply": quick(POSTBACK, {"type": "location", "label": "場所"}, {"type": "camera", "label": "写真"}),
    "buttons": template(type="buttons", text="ご無事ですか", actions=[POSTBACK]),
    "confirm": template(type="confirm", text="よいですか", actions=[POSTBACK, LINK]),
    "carousel": template(type="carousel", columns=[column(), column()]),
    "sender": text(sender={"name": "防災係", "iconUrl": "https://city.example/i.png"}),
    "date picker": quick({"type": "datetimepicker", "label": "日", "data": "d", "mode": "date", "min": "2026-01-01"}),
}


@pytest.mark.parametrize("name", SOUND)
def test_accepts(name: str) -> None:
    assert found(SOUND[name]) == {}


HEAVY = bubble(body=box(*({**TEXT, "text": "あ" * 1000} for _ in range(11))))
BROKEN = {
    "an unknown type": ({"type": "txt"}, "messages[0].type"),
    "no text": ({"type": "text"}, "messages[0].text"),
    "a typo": (text(quickreply={}), "messages[0].quickreply"),
    "too long a text": (text(text="あ" * 5001), "messages[0].text"),
    "an emoji beside its sign": (
        text(text="a$", emojis=[{"index": 0, "productId": "p", "emojiId": "e"}]),
        "messages[0].emojis[0].index",
    ),
    "a lonely brace": ({"type": "textV2", "text": "a { b"}, "messages[0].text"),
    "a placeholder without meaning": ({"type": "textV2", "text": "{who}"}, "messages[0].text"),
    "plain http pictures": (
        {"type": "image", "originalContentUrl": "http://a.example/i", "previewImageUrl": "https://a.example/i"},
        "messages[0].originalContentUrl",
    ),
    "a sender posing as LINE": (text(sender={"name": "LINE公式"}), "messages[0].sender.name"),
    "14 quick replies": (quick(*[POSTBACK] * 14), "messages[0].quickReply.items"),
    "a long label in a quick reply": (
        quick({**POSTBACK, "label": "あ" * 21}),
        "messages[0].quickReply.items[0].action.label",
    ),
    "altUri in a quick reply": (
        quick({**LINK, "altUri": {"desktop": "https://a.example"}}),
        "messages[0].quickReply.items[0].action.altUri",
    ),
    "a location button in flex": (
        flex(bubble(footer=box({"type": "button", "action": {"type": "location", "label": "場所"}}))),
        "messages[0].contents.footer.contents[0].action.type",
    ),
    "a menu switch outside menus": (
        quick({"type": "richmenuswitch", "label": "a", "data": "d", "richMenuAliasId": "a"}),
        "messages[0].quickReply.items[0].action.type",
    ),
    "displayText beside text": (
        quick({**POSTBACK, "text": "無事です"}),
        "messages[0].quickReply.items[0].action.text",
    ),
    "fillInText without keyboard": (
        quick({**POSTBACK, "fillInText": "名前:"}),
        "messages[0].quickReply.items[0].action.fillInText",
    ),
    "postback data over 300": (
        quick({**POSTBACK, "data": "d" * 301}),
        "messages[0].quickReply.items[0].action.data",
    ),
    "a scheme nobody may link to": (
        quick({**LINK, "uri": "javascript:alert(1)"}),
        "messages[0].quickReply.items[0].action.uri",
    ),
    "a date picker running backwards": (
        quick(
            {
                "type": "datetimepicker",
                "label": "日",
                "data": "d",
                "mode": "date",
                "min": "2026-02-01",
                "max": "2026-01-01",
            }
        ),
        "messages[0].quickReply.items[0].action.min",
    ),
    "a button without label": (
        flex(bubble(footer=box({"type": "button", "action": {"type": "postback", "data": "d"}}))),
        "messages[0].contents.footer.contents[0].action.label",
    ),
    "a button on a baseline": (
        flex(bubble(body=box(BUTTON, layout="baseline"))),
        "messages[0].contents.body.contents[0].type",
    ),
    "a box that is no body": (flex(bubble(body=TEXT)), "messages[0].contents.body.type"),
    "an unknown layout": (flex(bubble(body=box(TEXT, layout="grid"))), "messages[0].contents.body.layout"),
    "an unknown size": (
        flex(bubble(body=box({**TEXT, "size": "huge"}))),
        "messages[0].contents.body.contents[0].size",
    ),
    "a colour by name": (
        flex(bubble(body=box({**TEXT, "color": "red"}))),
        "messages[0].contents.body.contents[0].color",
    ),
    "empty words": (flex(bubble(body=box({**TEXT, "text": ""}))), "messages[0].contents.body.contents[0].text"),
    "a text without words": (flex(bubble(body=box({"type": "text"}))), "messages[0].contents.body.contents[0].text"),
    "an empty bubble": (flex({"type": "bubble"}), "messages[0].contents"),
    "a bubble over 30 KB": (flex(HEAVY), "messages[0].contents"),
    "a picture three times as high": (
        flex(bubble(hero={**PICTURE, "aspectRatio": "1:4"})),
        "messages[0].contents.hero.aspectRatio",
    ),
    "bubbles of two sizes": (
        flex({"type": "carousel", "contents": [bubble(size="giga"), bubble(size="kilo")]}),
        "messages[0].contents.contents",
    ),
    "13 bubbles": (flex({"type": "carousel", "contents": [bubble()] * 13}), "messages[0].contents.contents"),
    "a video in a carousel": (
        flex({"type": "carousel", "contents": [bubble(hero=VIDEO)]}),
        "messages[0].contents.contents[0].hero",
    ),
    "a video in a small bubble": (flex(bubble(size="micro", hero=VIDEO)), "messages[0].contents.hero"),
    "five buttons": (
        template(type="buttons", text="a", actions=[POSTBACK] * 5),
        "messages[0].template.actions",
    ),
    "a long text beside a title": (
        template(type="buttons", title="安否", text="あ" * 61, actions=[POSTBACK]),
        "messages[0].template.text",
    ),
    "three ways to confirm": (
        template(type="confirm", text="a", actions=[POSTBACK] * 3),
        "messages[0].template.actions",
    ),
    "uneven columns": (
        template(type="carousel", columns=[column(), column(actions=[POSTBACK] * 2)]),
        "messages[0].template.columns",
    ),
    "a title in one column only": (
        template(type="carousel", columns=[column(), column(title="a")]),
        "messages[0].template.columns",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_refuses(name: str) -> None:
    message, path = BROKEN[name]
    assert path in found(message)


def test_counts_messages_and_recipients() -> None:
    assert [p.property for p in VALIDATE({"messages": []}, "")] == ["messages"]
    assert [p.property for p in VALIDATE({"messages": [text()] * 6}, "")] == ["messages"]
    assert [p.property for p in MULTICAST({"to": ["U"] * 501, "messages": [text()]}, "")] == ["to"]
    assert [p.property for p in MULTICAST([], "")] == [""]


def menu(**more: Any) -> dict[str, Any]:
    area = {"bounds": {"x": 0, "y": 0, "width": 1200, "height": 405}, "action": POSTBACK}
    size = {"width": 1200, "height": 405}
    return {"size": size, "selected": True, "name": "住民", "chatBarText": "メニュー", "areas": [area], **more}


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({}, None),
        ({"size": {"width": 700, "height": 300}}, "size.width"),
        ({"size": {"width": 1200, "height": 1200}}, "size"),
        ({"chatBarText": "あ" * 15}, "chatBarText"),
        ({"areas": [{"bounds": {"x": 1, "y": 0, "width": 1200, "height": 405}, "action": LINK}]}, "areas[0].bounds"),
        ({"areas": [menu()["areas"][0]] * 21}, "areas"),
        ({"selected": "yes"}, "selected"),
    ],
)
def test_measures_rich_menus(change: dict[str, Any], path: str | None) -> None:
    assert [p.property for p in RICH_MENU(menu(**change), "")] == ([path] if path else [])


def test_user_ids_are_lower_case_hex() -> None:
    assert USER_ID.fullmatch("U" + "0f" * 16)
    assert not USER_ID.fullmatch("U" + "0F" * 16)
