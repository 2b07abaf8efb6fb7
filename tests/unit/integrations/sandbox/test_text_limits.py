"""Every row of the table of text limits holds at its edge, in its own unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.sandbox.line_platform.validator.checks import text
from integrations.sandbox.line_platform.validator.limits import TEXT_LIMITS
from integrations.sandbox.line_platform.validator.units import Unit, graphemes, utf16_units

APPLE = "\U0001f34e"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize("row", TEXT_LIMITS)
def test_a_text_at_the_limit_passes_and_one_more_does_not(row: str) -> None:
    most = TEXT_LIMITS[row].most
    assert list(text(row)("あ" * most, "x")) == []
    assert [p.property for p in text(row)("あ" * (most + 1), "x")] == ["x"]


@pytest.mark.parametrize("row", TEXT_LIMITS)
def test_emoji_count_in_the_unit_of_the_row(row: str) -> None:
    limit = TEXT_LIMITS[row]
    fitting = limit.most if limit.unit is Unit.GRAPHEMES else limit.most // 2
    assert list(text(row)(APPLE * fitting, "x")) == []
    assert list(text(row)(APPLE * (fitting + 1), "x")) != []


@pytest.mark.parametrize("row", TEXT_LIMITS)
def test_nothing_is_no_text(row: str) -> None:
    assert [p.message for p in text(row)("", "x")] == ["May not be empty"]
    assert [p.message for p in text(row)(5, "x")] == ["Must be a string"]


def test_a_family_is_one_grapheme_and_eight_units() -> None:
    assert (graphemes(FAMILY), utf16_units(FAMILY)) == (1, 8)
    assert (graphemes("が"), graphemes("か\u3099"), graphemes("\r\n")) == (1, 1, 1)


@given(st.text())
def test_utf16_units_are_what_utf16_encodes(sample: str) -> None:
    assert utf16_units(sample) == len(sample.encode("utf-16-le")) // 2
