"""Cutting a body into events without reading them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.line.event_slices import event_slices

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(events=st.lists(_JSON), before=_JSON, after=_JSON, ascii_only=st.booleans())
def test_cuts_any_list_of_events_into_exactly_its_members(
    events: list[object], before: object, after: object, ascii_only: bool
) -> None:
    body = json.dumps({"before": before, "events": events, "after": after}, ensure_ascii=ascii_only)
    assert [json.loads(each) for each in event_slices(body) or ()] == events


@given(st.text(alphabet='[]{},":\\ aevnts\n'))
def test_never_stumbles_over_what_is_no_json(text: str) -> None:
    assert all(each in text for each in event_slices(text) or ())


def test_a_key_of_that_name_further_inside_is_not_it() -> None:
    assert event_slices('{"x":{"events":[1]},"events" : [2]}') == ("2",)


@pytest.mark.parametrize("text", ["", '{"events":{"a":1}}', '["events",[1]]', '{"events":[1,2', '{"events":["1]}'])
def test_without_a_list_of_events_that_ends_there_is_nothing(text: str) -> None:
    assert event_slices(text) is None


def test_an_empty_list_has_no_members() -> None:
    assert event_slices('{"events": [ ]}') == ()


def test_two_megabytes_of_quotes_or_brackets_are_walked_in_one_go() -> None:
    """Each byte once: an unclosed string must not be looked for from every quote in it."""
    for mark in ('"', '\\"', "[", "{", "\\"):
        assert event_slices('{"events":["' + mark * 300_000) is None
