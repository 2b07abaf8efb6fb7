"""What was said, as the JSON that the page shows."""

import json
from typing import Any

import pytest

from bot.core.language import Language
from bot.core.replies import (
    Ask,
    AskPlace,
    Bar,
    Card,
    Choice,
    Entry,
    Link,
    Paragraph,
    Reply,
    Say,
    Speech,
    Style,
    Tone,
)
from bot.core.taps import SkipQuestion, StartReport, decode
from handlers.web_chat.frames import Done
from handlers.web_chat.rendering import Renderer, echo
from tests.unit.handlers.web_chat.stage import phrasebook, words

LATER = Choice(words("あとで"), SkipQuestion(), Style.QUIET)


def rendered(*replies: Reply, language: Language = Language.JAPANESE, drill: bool = False) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(Renderer(phrasebook()).render(Speech(replies, language, drill=drill)))
    return body


def test_says_words_in_the_speechs_language() -> None:
    body = rendered(Say(words("ありがとう")), language=Language.PLAIN_JAPANESE)
    assert body == {"language": "ja-easy", "mark": None, "messages": [{"kind": "say", "text": "ありがとう"}]}


def test_a_question_carries_buttons_whose_taps_can_be_read_again() -> None:
    (message,) = rendered(Ask(words("どこ?"), (LATER, Link(words("119に電話"), "tel:119", Style.DANGER))))["messages"]
    tap, link = message["buttons"]
    assert decode(tap["data"]) == SkipQuestion()
    assert (tap["kind"], tap["label"], tap["style"]) == ("tap", "あとで", "quiet")
    assert link == {"kind": "link", "label": "119に電話", "uri": "tel:119", "style": "danger"}


def test_a_question_for_the_place_is_told_apart() -> None:
    (message,) = rendered(AskPlace(words("どこですか"), (LATER,)))["messages"]
    assert (message["kind"], len(message["buttons"])) == ("place", 1)


def test_a_card_keeps_the_order_of_its_blocks() -> None:
    blocks = (
        Paragraph(words("門田"), strong=True),
        Bar(words("無事"), 3, 4, Style.GOOD),
        Entry(words("佐藤さん"), words("2班"), Style.DANGER),
        Entry(words("ほか 1人")),
        Entry(words("鈴木さん"), link=Link(words("電話"), "tel:0242001234", Style.GOOD)),
    )
    card = Card(words("まとめ"), blocks, words("まとめです"), (Choice(words("安否"), StartReport()),), Tone.INCIDENT)
    (message,) = rendered(card)["messages"]
    assert (message["header"], message["tone"], len(message["buttons"])) == ("まとめ", "incident", 1)
    assert message["blocks"] == [
        {"kind": "paragraph", "text": "門田", "strong": True},
        {"kind": "bar", "label": "無事", "count": 3, "total": 4, "style": "good"},
        {"kind": "entry", "title": "佐藤さん", "detail": "2班", "style": "danger"},
        {"kind": "entry", "title": "ほか 1人", "detail": None, "style": "normal"},
        {
            "kind": "entry",
            "title": "鈴木さん",
            "detail": None,
            "style": "normal",
            "link": {"kind": "link", "label": "電話", "uri": "tel:0242001234", "style": "good"},
        },
    ]


@pytest.mark.parametrize("language", Language)
def test_a_drill_is_marked_in_every_language(language: Language) -> None:
    mark = rendered(Say(words("ご無事ですか")), language=language, drill=True)["mark"]
    assert mark
    assert rendered(Say(words("ご無事ですか")), language=language)["mark"] is None


def test_the_same_speech_gives_the_same_body() -> None:
    assert rendered(Say(words("x"))) == rendered(Say(words("x")))


def test_the_log_shows_words_and_labels_but_no_coordinates_and_no_first_opening() -> None:
    assert echo(Done("1", {"kind": "tap", "data": "1|help", "label": "使い方"})) == '{"kind": "text", "text": "使い方"}'
    assert echo(Done("1", {"kind": "place", "latitude": 37.4, "longitude": 139.9})) == '{"kind": "place"}'
    assert echo(Done("1", {"kind": "start"})) is None


@pytest.mark.parametrize("words", ["1234 5678", "コードは １２３４５６７８ です", "一二三四 五六七八"])
def test_a_one_time_code_is_not_shown_to_others_who_hold_the_cookie(words: str) -> None:
    shown = echo(Done("1", {"kind": "text", "text": words}))
    assert shown == '{"kind": "text", "text": "●●●● ●●●●"}'
