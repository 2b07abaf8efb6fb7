"""The colours can be read by old eyes (WCAG 2.2, 1.4.3 and 1.4.6)."""

import pytest

from bot.core.replies import AlertLevel, Style, Tone
from handlers.line.flex.palette import DRILL_GROUND, HEADER, INK, LEVEL, PAPER, SIGN, STYLE, TRACK


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


@pytest.mark.parametrize("level", AlertLevel)
def test_letters_on_an_alert_level_have_four_and_a_half_to_one(level: AlertLevel) -> None:
    ground, letters = LEVEL[level]
    assert contrast(letters, ground) >= 4.5
