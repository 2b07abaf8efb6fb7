"""A speech is stored and comes back exactly as it was, whatever it says."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import taps
from bot.core.language import Language
from bot.core.replies import (
    Ask,
    AskPlace,
    Bar,
    Block,
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
    Text,
    Tone,
    text,
)
from bot.storage.speech import from_json, to_json

_ID = st.text("abc-:", min_size=1, max_size=8)
_MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=9))]))
_WORDS = st.text(max_size=20)


def _fields(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any tap of a kind: ids are free, the rest follows from the types."""
    return st.builds(kind, **{name: _ID for name, hint in get_type_hints(kind).items() if _is_an_id(hint)})


def _is_an_id(hint: Any) -> bool:
    return any(getattr(each, "__supertype__", each) is str for each in (hint, *get_args(hint)))


_TAPS = st.one_of(*(_fields(kind) for kind in get_args(taps.Tap)))
_TEXTS: st.SearchStrategy[Text] = st.recursive(
    st.builds(Text, _WORDS),
    lambda inner: st.builds(
        Text,
        _WORDS,
        st.lists(
            st.tuples(
                _WORDS, st.one_of(_WORDS, st.integers(), _MOMENTS, inner, st.lists(inner, max_size=3).map(tuple))
            ),
            max_size=3,
        ).map(tuple),
    ),
    max_leaves=6,
)
_STYLES = st.sampled_from(Style)
_LINKS = st.builds(Link, _TEXTS, _WORDS, _STYLES)
_BUTTONS: st.SearchStrategy[Button] = st.one_of(st.builds(Choice, _TEXTS, _TAPS, _STYLES), _LINKS)
_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, _TEXTS, st.booleans()),
    st.builds(Bar, _TEXTS, st.integers(), st.integers(), _STYLES),
    st.builds(Entry, _TEXTS, st.none() | _TEXTS, _STYLES, st.none() | _LINKS),
)
_SEVERAL_BUTTONS = st.lists(_BUTTONS, max_size=3).map(tuple)
_REPLIES: st.SearchStrategy[Reply] = st.one_of(
    st.builds(Say, _TEXTS),
    st.builds(Ask, _TEXTS, _SEVERAL_BUTTONS),
    st.builds(AskPlace, _TEXTS, _SEVERAL_BUTTONS),
    st.builds(Card, _TEXTS, st.lists(_BLOCKS, max_size=3).map(tuple), _TEXTS, _SEVERAL_BUTTONS, st.sampled_from(Tone)),
)
_SPEECHES = st.builds(Speech, st.lists(_REPLIES, max_size=3).map(tuple), st.sampled_from(Language), st.booleans())


@given(_SPEECHES)
def test_every_speech_comes_back_as_it_was(speech: Speech) -> None:
    stored = to_json(speech)
    assert from_json(stored) == speech
    assert to_json(from_json(stored)) == stored


@given(_SPEECHES)
def test_what_is_stored_holds_no_sign_that_a_database_refuses(speech: Speech) -> None:
    stored = to_json(speech)
    assert stored.isascii()
    assert "\x00" not in stored


def test_words_that_look_like_a_time_stay_words() -> None:
    said = Speech((Say(text("said", words="2026-06-01T00:00:00+00:00", at=datetime(2026, 6, 1, tzinfo=UTC))),))
    (reply,) = from_json(to_json(said)).replies
    assert isinstance(reply, Say)
    assert [type(value) for _, value in reply.text.args] == [datetime, str]


@pytest.mark.parametrize(
    "stored",
    [
        '["ja",false,[["dance",["x"]]]]',
        '["tlh",false,[]]',
        '["ja",false,[["say",["x",[["n",{"song":1}]]]]]]',
        '["ja",false,[["ask",["x"],[["choice",["y"],"9|unknown","normal"]]]]]',
        '["ja",false,[["card",["x"],[["picture",["x"]]],["x"],[],"calm"]]]',
        "nonsense",
    ],
)
def test_what_another_version_wrote_is_said_to_be_unreadable(stored: str) -> None:
    with pytest.raises(ValueError):
        from_json(stored)
