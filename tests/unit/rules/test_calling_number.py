"""What a tap dials."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.calling_number import tel


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("0242-00-1234", "tel:0242001234"),
        ("０９０（１２３４）５６７８", "tel:09012345678"),
        ("+81 90 1234 5678", "tel:+819012345678"),
        ("なし", ""),
        ("119", ""),
        ("", ""),
        ("0242-00-1234 / 090-1234-5678", ""),
    ],
)
def test_a_number_is_dialled_as_it_is_written(written: str, dialled: str) -> None:
    assert tel(written) == dialled


@given(st.text())
def test_nothing_but_a_number_is_ever_dialled(written: str) -> None:
    assert re.fullmatch(r"|tel:\+?[0-9]{8,15}", tel(written))
