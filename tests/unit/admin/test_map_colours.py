"""The colours of the map are told apart without seeing colours, as on a grey print."""

from itertools import combinations

import pytest

from admin.on_map import Tone
from admin.pages.leaflet_map import TONE


@pytest.mark.parametrize(("one", "other"), list(combinations(TONE, 2)))
def test_two_tones_are_two_greys(one: Tone, other: Tone) -> None:
    darker, lighter = sorted(luminance(TONE[each].fill) for each in (one, other))
    assert (lighter + 0.05) / (darker + 0.05) >= 1.5


def luminance(colour: str) -> float:
    """As WCAG counts it."""
    red, green, blue = (linear(int(colour[start : start + 2], 16) / 255) for start in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
