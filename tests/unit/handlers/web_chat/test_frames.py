"""What a browser may send: every limit, and anything at all (hypothesis)."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.web_chat.frames import MAX_FRAME, MAX_TEXT, Done, Flaw, Hello, Malformed, Ping, read
from handlers.web_chat.sent_from import browser_of

ID = "0b7e6a3c-1d2f-4a5b-8c9d-0e1f2a3b4c5d"

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
kinds = st.sampled_from(["hello", "ping", "start", "text", "tap", "place", "dance"])
frames = st.fixed_dictionaries(
    {"kind": kinds | anything},
    optional={
        "id": st.just(ID) | anything,
        "text": st.text() | anything,
        "data": anything,
        "label": anything,
        "latitude": st.floats() | anything,
        "longitude": st.floats() | anything,
        "seen": anything,
    },
)


def sent(**fields: Any) -> str:
    return json.dumps({"id": ID, **fields})


def flaw_of(raw: str) -> Malformed:
    with pytest.raises(Malformed) as refused:
        read(raw)
    return refused.value


@given(frames)
def test_any_frame_is_either_read_within_the_limits_or_refused(frame: dict[str, Any]) -> None:
    try:
        done = read(json.dumps(frame))
    except Malformed:
        return
    assert isinstance(done, Hello | Ping | Done)
    if isinstance(done, Done) and done.wire["kind"] == "text":
        assert 0 < len(str(done.wire["text"])) <= MAX_TEXT
        str(done.wire["text"]).encode()
        assert "\x00" not in str(done.wire["text"])
    if isinstance(done, Done) and done.wire["kind"] == "place":
        assert abs(float(done.wire["latitude"])) <= 90
        assert abs(float(done.wire["longitude"])) <= 180


@given(st.text())
def test_any_text_that_is_no_frame_is_refused(raw: str) -> None:
    with pytest.raises(Malformed):
        read(raw)


@pytest.mark.parametrize("raw", ["[" * 16_000, '{"a":' * 3_000, "9" * 16_000, "[]", "null", '{"kind":"text"}', "NaN"])
def test_nested_endless_and_nameless_frames_are_refused(raw: str) -> None:
    assert flaw_of(raw).flaw == Flaw.UNREADABLE


def test_reads_what_somebody_says_without_control_characters_and_half_characters() -> None:
    done = read(sent(kind="text", text=" さす\x00けねぇ\ud800\n👴 "))
    assert done == Done(ID, {"kind": "text", "text": "さすけねぇ\ufffd\n👴"})


def test_takes_five_thousand_characters_and_refuses_one_more_by_its_id() -> None:
    assert isinstance(read(sent(kind="text", text="a" * MAX_TEXT)), Done)
    refused = flaw_of(sent(kind="text", text="a" * (MAX_TEXT + 1)))
    assert (refused.flaw, refused.id) == (Flaw.TOO_LONG, ID)


def test_five_thousand_characters_of_japanese_and_emoji_fit_into_a_frame() -> None:
    assert isinstance(read(json.dumps({"kind": "text", "id": ID, "text": "安" * 5_000}, ensure_ascii=False)), Done)


def test_refuses_a_frame_beyond_its_size_before_reading_it() -> None:
    assert flaw_of(" " * (MAX_FRAME + 1)).flaw == Flaw.TOO_LONG
    assert flaw_of("安" * (MAX_FRAME // 3 + 1)).flaw == Flaw.TOO_LONG


@pytest.mark.parametrize(
    "place", [(90.01, 0), (0, -180.01), (float("nan"), 0), (float("inf"), 0), ("37", 139), (True, 1)]
)
def test_refuses_a_place_that_is_not_on_earth(place: tuple[Any, Any]) -> None:
    assert flaw_of(sent(kind="place", latitude=place[0], longitude=place[1])).flaw == Flaw.BAD_PLACE


def test_refuses_an_id_that_is_not_of_the_browsers_making() -> None:
    assert flaw_of(json.dumps({"kind": "text", "id": "web:somebody-else", "text": "x"})).id is None


def test_two_first_openings_are_one() -> None:
    assert read(sent(kind="start")) == read('{"kind": "start", "id": "another"}')


@pytest.mark.parametrize("seen", [-1, 1.5, "1", True, None, 2**53])
def test_refuses_a_hello_with_a_number_that_cannot_be_one(seen: Any) -> None:
    assert flaw_of(sent(kind="hello", seen=seen)).flaw == Flaw.UNREADABLE


def test_a_hello_brings_the_digest_of_the_browsers_secret_and_never_the_secret() -> None:
    hello = read(json.dumps({"kind": "hello", "seen": 3, "browser": "s" * 43}))
    assert hello == Hello(3, browser_of("s" * 43))
    assert read(json.dumps({"kind": "hello", "seen": 3, "browser": "short"})) == Hello(3)
