"""The JSON object of `anpi nlu parse`."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.command import as_line
from tests.understanding import interpreter


def parse_line(text: str) -> str:
    return as_line(text, interpreter().read(text))


FIELDS = ["text", "intent", "condition", "whereabouts", "needs", "about", "confidence", "unsure"]


def test_gives_one_object_with_the_fields_in_order() -> None:
    line = parse_line("無事だけど水がない")
    assert list(json.loads(line)) == FIELDS
    assert "無事だけど水がない" in line
    got = json.loads(line)
    assert (got["intent"], got["condition"], got["needs"]) == ("report_status", "safe", ["water"])
    assert (got["whereabouts"], got["about"], got["unsure"]) == (None, "self", False)


@pytest.mark.parametrize("text", ["", "\x00\x1b", "あ" * 5_000, "\ud800", '"}\u2028'])
def test_gives_an_object_for_any_text(text: str) -> None:
    got = json.loads(parse_line(text))
    assert (got["condition"], got["needs"]) == (None, [])


@given(st.text())
def test_is_always_one_line_of_utf8(text: str) -> None:
    line = parse_line(text)
    assert "\n" not in line
    assert json.loads(line.encode("utf-8"))["needs"] is not None
