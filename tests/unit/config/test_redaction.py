"""Nothing personal passes the net below the logs."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.redaction import FORBIDDEN_KEYS, GONE, forbidden, masked, redact

USER = "U" + "0123456789abcdef" * 2


@pytest.mark.parametrize(
    "key",
    ["text", "name", "phone", "address", "token", "secret", "body", "user_id", "reply_token", "latitude", "longitude"],
)
def test_these_keys_never_show_their_value(key: str) -> None:
    assert redact({key: "私は花子です"}) == {key: GONE}


@pytest.mark.parametrize(
    "key", ["Authorization", "X-Line-Signature", "replyToken", "mother_name", "WEBHOOK_BODY", "sender_phone"]
)
def test_spelling_and_compounds_do_not_help(key: str) -> None:
    assert forbidden(key)


@pytest.mark.parametrize(
    "key", ["person", "event_id", "conversation", "incident", "lane", "count", "status", "duration_ms"]
)
def test_ids_and_figures_stay(key: str) -> None:
    assert redact({key: 7}) == {key: 7}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"push to {USER} failed", "push to [line-id] failed"),
        ("電話は090-1234-5678です", "電話は[phone]です"),
        ("電話は０９０−１２３４−５６７８です", "電話は[phone]です"),
        (f"母は{USER}です", "母は[line-id]です"),
        ("tel 090-1234-5678", "tel [phone]"),
        ("tel 0242-39-1111.", "tel [phone]."),
        ("tel 09012345678", "tel [phone]"),
        ("tel +81 90 1234 5678", "tel [phone]"),
        ("postgresql://anpi:hunter2@db/anpi", "postgresql://[credentials]@db/anpi"),
        ("Bearer abc.def", "[token]"),
    ],
)
def test_shapes_are_masked_in_any_text(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T02:15:00+09:00",
        "01FZ74A0TDDPYRVKNK77XKC3ZR",
        "550e8400-e29b-41d4-a716-446655440000",
        "0.0123456789",
        "lane 12 of 64",
        "http://127.0.0.1:8000/chat",
    ],
)
def test_ids_times_and_addresses_of_machines_are_not_taken_for_people(text: str) -> None:
    assert masked(text) == text


def test_it_reaches_every_depth_and_no_bytes_pass() -> None:
    entry = {"event": {"source": [{"userId": USER}, {"id": USER}], "raw_bytes": b"\xe5\xae\x89"}}
    assert redact(entry) == {"event": {"source": [{"userId": GONE}, {"id": "[line-id]"}], "raw_bytes": GONE}}


def test_an_object_is_logged_as_masked_text() -> None:
    class Webhook:
        def __str__(self) -> str:
            return f"webhook of {USER}"

    assert redact({"which": Webhook()}) == {"which": "webhook of [line-id]"}


@given(st.text(string.ascii_lowercase + "_", min_size=1), st.sampled_from(sorted(FORBIDDEN_KEYS)), st.text(min_size=1))
def test_a_forbidden_key_hides_its_value_at_any_depth(outer: str, key: str, value: str) -> None:
    assert redact({f"x{outer}0": [{key: value}]}) == {f"x{outer}0": [{key: GONE}]}
