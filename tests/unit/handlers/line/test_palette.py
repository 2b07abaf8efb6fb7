"""The colours can be read by old eyes (WCAG 2.2, 1.4.3 and 1.4.6)."""

import json
import re
from pathlib import Path

import pytest

from bot.core.replies import AlertLevel, Card, Speech, Style, Tone
from handlers.line.flex.palette import DRILL_GROUND, HEADER, INK, LEVEL, PAPER, SIGN, STYLE, TRACK
from handlers.line.rendering import Renderer
from tests.unit.handlers.line.phrases import Phrases, words

CHAT = Path(__file__).parents[4] / "handlers" / "web_chat" / "static" / "messages.css"


def _luminance(color: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("style", Style)
def test_letters_on_buttons_have_seven_to_one(style: Style) -> None:
    assert contrast(INK if style is Style.QUIET else PAPER, STYLE[style]) >= 7


@pytest.mark.parametrize("tone", Tone)
def test_letters_on_headers_have_seven_to_one(tone: Tone) -> None:
    assert contrast(PAPER, HEADER[tone]) >= 7


def test_the_drill_strip_and_plain_text_have_seven_to_one() -> None:
    assert contrast(INK, DRILL_GROUND) >= 7
    assert contrast(INK, PAPER) >= 7


@pytest.mark.parametrize("style", [each for each in Style if each is not Style.QUIET])
def test_a_bar_and_a_line_of_a_list_stand_out_from_their_ground(style: Style) -> None:
    assert contrast(STYLE[style], TRACK) >= 3
    assert contrast(STYLE[style], PAPER) >= 7


def test_what_a_colour_says_is_said_by_a_sign_too() -> None:
    signs = [SIGN[style] for style in (Style.GOOD, Style.WARNING, Style.DANGER)]
    assert all(signs)
    assert len(set(signs)) == 3


RGB = {
    AlertLevel.SECURE: (12, 0, 12),
    AlertLevel.ALL: (170, 0, 170),
    AlertLevel.ELDERLY: (255, 40, 0),
    AlertLevel.CHECK: (242, 231, 0),
    AlertLevel.HEED: (255, 255, 255),
}
"""As 内閣府 gives them for the levels (standards.md 4.5)."""


@pytest.mark.parametrize("level", AlertLevel)
def test_a_level_has_the_colour_that_it_has_all_over_japan(level: AlertLevel) -> None:
    said = Speech((Card(words("警戒レベル"), (), words("警戒レベル"), level=level),))
    (message,) = json.loads(Renderer(Phrases()).render(said))
    in_line = message["contents"]["header"]["contents"][-1]["backgroundColor"]
    in_chat = re.findall(rf"\.level-{level.value} \.card-header {{ background: (#\w+);", CHAT.read_text("utf-8"))
    assert [_rgb(each) for each in (in_line, *in_chat)] == [RGB[level]] * 2


def _rgb(color: str) -> tuple[int, ...]:
    digits = color[1:] if len(color) == 7 else "".join(2 * each for each in color[1:])
    return tuple(bytes.fromhex(digits))


@pytest.mark.parametrize("level", AlertLevel)
def test_letters_on_an_alert_level_have_four_and_a_half_to_one(level: AlertLevel) -> None:
    ground, letters = LEVEL[level]
    assert contrast(letters, ground) >= 4.5
