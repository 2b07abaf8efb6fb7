"""A form takes what a browser sends, and nothing that somebody else made up."""

import pytest

from admin.one_line import one_line
from admin.pages.form import LONGEST, MOST_FIELDS, first, read


def test_fields_of_one_name_are_gathered() -> None:
    filled = read([["district", "east"], ["district", "west"], ["title", "大雨"]])
    assert filled == {"district": ["east", "west"], "title": ["大雨"]}
    assert (first(filled, "title"), first(filled, "none")) == ("大雨", "")


@pytest.mark.parametrize(
    "made_up",
    [None, "title", {"title": "x"}, [["title"]], [["title", 1]], [["title", {}]], [["title", "x" * (LONGEST + 1)]]],
)
def test_what_is_no_pair_of_texts_is_not_there(made_up: object) -> None:
    assert read(made_up) == {}


def test_more_fields_than_any_form_has_are_not_read() -> None:
    assert len(read([["a", "b"]] * (MOST_FIELDS + 5))["a"]) == MOST_FIELDS


def test_a_line_stays_one_line() -> None:
    assert one_line(" 大雨\r\n警報\u2028\u202e ") == "大雨 警報"
