"""Speeches become LINE messages that old people can read and LINE accepts."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.ids import IncidentId
from bot.core.language import Language
from bot.core.replies import (
    Ask,
    AskPlace,
    Bar,
    Button,
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
from bot.core.taps import AskHelp, ReportCondition, encode
from bot.core.understanding import Condition
from handlers.line.flex.palette import DRILL_GROUND, HEADER
from handlers.line.rendering import Renderer
from integrations.sandbox.line_platform.validator.messages import PUSH
from tests.unit.handlers.line.payloads import USER
from tests.unit.handlers.line.phrases import Phrases, words

SAFE = Choice(words("無事です"), ReportCondition(Condition.SAFE, IncidentId("INC-1")), Style.GOOD)
HURT = Choice(words("けがをした"), ReportCondition(Condition.INJURED, IncidentId("INC-1")), Style.WARNING)
CALL = Link(words("119に電話する"), "tel:119", Style.DANGER)
QUESTION = Ask(words("ご無事ですか"), (SAFE, HURT, CALL))
CARD = Card(
    header=words("【安否確認】会津若松市"),
    blocks=(
        Paragraph(words("震度6弱の地震がありました。"), strong=True),
        Bar(words("無事"), 12, 40, Style.GOOD),
        Entry(words("佐藤ハルさん"), words("助けが必要"), Style.DANGER),
    ),
    alert=words("【安否確認】会津若松市です。ご無事ですか。ボタンかことばでお答えください。"),
    buttons=(SAFE, HURT),
    tone=Tone.INCIDENT,
)


def rendered(*replies: Reply, drill: bool = False, language: Language = Language.JAPANESE) -> list[dict[str, Any]]:
    """The messages, after the platform's own check of the whole request."""
    messages: list[dict[str, Any]] = json.loads(Renderer(Phrases()).render(Speech(replies, language, drill)))
    assert list(PUSH({"to": USER, "messages": messages}, "")) == []
    return messages


def parts(node: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every component of a kind, wherever it stands."""
    if isinstance(node, dict):
        if node.get("type") == kind:
            yield node
        for value in node.values():
            yield from parts(value, kind)
    elif isinstance(node, list):
        for value in node:
            yield from parts(value, kind)


def shown(message: dict[str, Any]) -> list[str]:
    return [each["text"] for each in parts(message, "text")]


def test_a_plain_reply_is_one_text_message_and_nothing_more() -> None:
    assert rendered(Say(words("ありがとうございます。"))) == [{"type": "text", "text": "ありがとうございます。"}]


def test_a_question_is_one_flex_message_with_its_buttons_in_the_footer() -> None:
    (message,) = rendered(QUESTION)
    assert shown(message) == ["ご無事ですか"]
    assert [each["action"] for each in message["contents"]["footer"]["contents"]] == [
        {"type": "postback", "label": "無事です", "data": encode(SAFE.tap), "displayText": "無事です"},
        {"type": "postback", "label": "けがをした", "data": encode(HURT.tap), "displayText": "けがをした"},
        {"type": "uri", "label": "119に電話する", "uri": "tel:119"},
    ]
    assert "header" not in message["contents"]
    assert "quickReply" not in message


def test_the_notification_carries_question_and_answers() -> None:
    (message,) = rendered(QUESTION)
    assert message["altText"] == "ご無事ですか\n［無事です］［けがをした］［119に電話する］"


def test_everything_grows_with_the_letters_of_the_persons_line() -> None:
    for message in rendered(QUESTION, CARD, AskPlace(words("どこですか"), (SAFE,)), drill=True):
        assert message["contents"]["size"] == "giga"
        for text in parts(message, "text"):
            assert text["wrap"] is True
            assert text["scaling"] is True
            assert text["size"] in {"lg", "xl", "xxl"}
        for button in parts(message, "button"):
            assert button["scaling"] is True
            assert button["adjustMode"] == "shrink-to-fit"
            assert "height" not in button


def test_no_box_that_holds_words_has_a_fixed_height() -> None:
    for box in parts(rendered(CARD, QUESTION, drill=True), "box"):
        assert "height" not in box or not list(parts(box, "text"))


def test_a_quiet_button_has_dark_letters_and_the_others_white_ones() -> None:
    quiet = Choice(words("あとで"), AskHelp(), Style.QUIET)
    (message,) = rendered(Ask(words("?"), (quiet, SAFE)))
    assert [each["style"] for each in parts(message, "button")] == ["secondary", "primary"]


def test_asking_for_a_place_offers_lines_location_picker_and_keeps_the_buttons() -> None:
    (message,) = rendered(AskPlace(words("いまどこですか"), (SAFE,)))
    assert message["quickReply"]["items"] == [
        {"type": "action", "action": {"type": "location", "label": "いまいる場所を送る"}}
    ]
    assert len(list(parts(message["contents"]["footer"], "button"))) == 1


def test_the_location_picker_stands_on_the_last_message_where_line_shows_it() -> None:
    place, said = rendered(AskPlace(words("いまどこですか")), Say(words("119番ではありません。")))
    assert "quickReply" not in place
    assert "quickReply" in said


def test_a_card_shows_header_blocks_and_buttons_in_one_message() -> None:
    (message,) = rendered(CARD)
    assert shown(message) == [
        "【安否確認】会津若松市",
        "震度6弱の地震がありました。",
        "無事",
        "12",
        "！ 佐藤ハルさん",
        "助けが必要",
    ]
    assert message["altText"] == "【安否確認】会津若松市です。ご無事ですか。ボタンかことばでお答えください。"


@pytest.mark.parametrize("tone", Tone)
def test_each_tone_has_its_header(tone: Tone) -> None:
    (message,) = rendered(Card(words("題"), (Paragraph(words("文")),), words("文"), tone=tone))
    assert message["contents"]["header"]["contents"][0]["backgroundColor"] == HEADER[tone]


@pytest.mark.parametrize(
    ("count", "total", "width"),
    [(12, 40, "30%"), (40, 40, "100%"), (1, 5000, "1%"), (50, 40, "100%"), (0, 40, None), (0, 0, None)],
)
def test_a_bar_is_as_long_as_its_share_and_never_vanishes(count: int, total: int, width: str | None) -> None:
    (message,) = rendered(Card(words("題"), (Bar(words("無事"), count, total),), words("文")))
    widths = [each["width"] for each in parts(message, "box") if "width" in each]
    assert widths == ([] if width is None else [width])
    assert str(count) in shown(message)


def test_in_a_drill_every_message_says_so_first() -> None:
    messages = rendered(Say(words("ありがとう")), QUESTION, AskPlace(words("どこ")), CARD, drill=True)
    assert messages[0]["text"] == "【訓練】ありがとう"
    for message in messages[1:]:
        assert message["altText"].startswith("【訓練】")
        strip = message["contents"]["header"]["contents"][0]
        assert strip["backgroundColor"] == DRILL_GROUND
        assert shown(strip) == ["【訓練】"]


def test_outside_a_drill_nothing_says_drill() -> None:
    assert "訓練" not in json.dumps(rendered(Say(words("x")), QUESTION, CARD), ensure_ascii=False)


def test_words_that_carry_the_mark_already_do_not_get_it_twice() -> None:
    (message,) = rendered(Say(words("【訓練】安否確認です")), drill=True)
    assert message["text"] == "【訓練】安否確認です"


def test_labels_speak_the_persons_language() -> None:
    (message,) = rendered(QUESTION, language=Language.ENGLISH)
    assert shown(message) == ["en:ご無事ですか"]
    assert next(parts(message, "button"))["action"]["label"] == "en:無事です"


def test_a_number_to_ring_stands_right_under_its_line() -> None:
    entry = Entry(
        words("佐藤ハルさん"), words("まだ"), link=Link(words("電話: 佐藤ハルさん"), "tel:0242001234", Style.GOOD)
    )
    (message,) = rendered(Card(words("まだの人"), (entry, Entry(words("次の人"))), words("一覧")))
    (line, following) = message["contents"]["body"]["contents"]
    assert line["contents"][-1]["action"] == {
        "type": "uri",
        "label": "電話: 佐藤ハルさん",
        "uri": "tel:0242001234",
    }
    assert [each["type"] for each in following["contents"]] == ["text"]


def _many(count: int) -> Card:
    entries = tuple(Entry(words(f"{number}番 " + "佐藤" * 20), words("助けが必要" * 8)) for number in range(count))
    return Card(words("助けが必要な人"), entries, words("一覧です"), (SAFE,), Tone.DANGER)


def test_a_long_list_goes_over_several_messages_with_the_buttons_on_the_last() -> None:
    messages = rendered(_many(120))
    assert 1 < len(messages) <= 5
    assert ["footer" in each["contents"] for each in messages] == [False] * (len(messages) - 1) + [True]
    numbers = [each.split("番")[0] for each in shown({"all": messages}) if "番" in each]
    assert numbers == [str(number) for number in range(120)]


def test_a_list_too_long_for_five_messages_counts_what_it_leaves_out() -> None:
    messages = rendered(_many(1000))
    assert len(messages) == 5
    listed = sum("番" in each for each in shown({"all": messages}))
    assert shown(messages[-1])[-1] == f"ほか {1000 - listed} 件"


def test_a_long_list_leaves_room_for_what_comes_after_it() -> None:
    messages = rendered(_many(1000), Say(words("以上です。")), QUESTION)
    assert len(messages) == 5
    assert messages[3] == {"type": "text", "text": "以上です。"}


@pytest.mark.parametrize("count", [0, 6])
def test_a_speech_of_no_or_too_many_replies_is_a_mistake(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        Renderer(Phrases()).render(Speech((Say(words("x")),) * count))


def test_empty_words_do_not_spoil_the_call() -> None:
    rendered(Say(words("")), Ask(words(" "), (Choice(words("\x00"), AskHelp()),)), CARD)


def test_the_same_speech_gives_the_same_body_whoever_renders_it() -> None:
    speech = Speech((QUESTION, CARD), drill=True)
    assert Renderer(Phrases()).render(speech) == Renderer(Phrases()).render(speech)


def test_what_many_get_alike_is_rendered_once() -> None:
    class Counting(Phrases):
        asked = 0

        def say(self, text: Any, language: Language) -> str:
            self.asked += 1
            return super().say(text, language)

    phrases = Counting()
    renderer = Renderer(phrases)
    first = renderer.render(Speech((QUESTION,)))
    asked = phrases.asked
    assert renderer.render(Speech((QUESTION,))) is first
    assert phrases.asked == asked


_SAID = st.text(max_size=80) | st.sampled_from(
    ["👨‍👩‍👧‍👦" * 60, "あ" * 7000, "🍎" * 3000, "\x01" * 300, "か\u3099" * 900]
)
_WORDS = _SAID.map(words)
_STYLES = st.sampled_from(Style)
_BUTTONS: st.SearchStrategy[Button] = st.builds(Choice, _WORDS, st.just(SAFE.tap), _STYLES) | st.builds(
    Link, _WORDS, st.sampled_from(["tel:119", "https://example.jp/"]), _STYLES
)
_CHOICES = st.lists(_BUTTONS, max_size=40).map(tuple)
_BLOCKS = st.one_of(
    st.builds(Paragraph, _WORDS, st.booleans()),
    st.builds(Bar, _WORDS, st.integers(0, 10**6), st.integers(0, 10**6), _STYLES),
    st.builds(Entry, _WORDS, st.none() | _WORDS, _STYLES, st.none() | st.builds(Link, _WORDS, st.just("tel:119"))),
)
_CARDS = st.builds(Card, _WORDS, st.lists(_BLOCKS, max_size=30).map(tuple), _WORDS, _CHOICES, st.sampled_from(Tone))
_REPLIES = st.builds(Say, _WORDS) | st.builds(Ask, _WORDS, _CHOICES) | st.builds(AskPlace, _WORDS, _CHOICES) | _CARDS


@settings(max_examples=40)
@given(st.lists(_REPLIES, min_size=1, max_size=5), st.booleans())
def test_whatever_is_said_line_accepts_it(replies: list[Reply], drill: bool) -> None:
    rendered(*replies, drill=drill)
