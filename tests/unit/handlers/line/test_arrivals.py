"""A webhook body becomes raw events for the inbox."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.events import Channel, UnknownHappened
from handlers.line.arrivals import UnreadableBody, arrivals
from handlers.line.parsing import LineParser
from tests.unit.handlers.line.payloads import NOW, USER, body_of, sample

DEEP = "[" * 100_000 + "]" * 100_000


def test_each_event_is_kept_on_its_own_in_ascii() -> None:
    first, second = arrivals(body_of(sample("text"), sample("location")), NOW)
    assert json.loads(first.raw.decode("ascii")) == sample("text")
    assert json.loads(second.raw.decode("ascii")) == sample("location")
    assert (first.channel, first.conversation, first.received_at) == (Channel.LINE, f"line:{USER}", NOW)


def test_no_events_are_no_arrivals() -> None:
    assert arrivals(b'{"destination":"U0","events":[]}', NOW) == ()
    assert arrivals(b'{"events":[]}', NOW) == ()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "not JSON"),
        (b"hello", "not JSON"),
        (b'{"events":[{]}', "not JSON"),
        (b'{"events":[]', "not JSON"),
        (b'{"events":["\xff\xfe"]}', "not UTF-8"),
        ('{"events":["あ"]}'.encode("cp932"), "not UTF-8"),
        (b"[]", "list `events`"),
        (b"null", "list `events`"),
        (b"{}", "list `events`"),
        (b'{"events":{}}', "list `events`"),
    ],
)
def test_a_body_that_is_none_says_why_and_quotes_nothing(body: bytes, problem: str) -> None:
    with pytest.raises(UnreadableBody, match=problem):
        arrivals(body, NOW)


def test_lines_console_test_is_ignored() -> None:
    dummy = sample("text") | {"replyToken": "0" * 32, "source": {"type": "user", "userId": "U" + "deadbeef" * 4}}
    assert [each.id for each in arrivals(body_of(dummy, sample("text")), NOW)] == [sample("text")["webhookEventId"]]


@pytest.mark.parametrize("event", [None, 5, "text", [], [1], True, {}, 1.5])
def test_what_is_no_event_is_kept_too(event: Any) -> None:
    neighbour = sample("text")
    odd, kept = arrivals(body_of(event, neighbour), NOW)
    assert json.loads(odd.raw) == event
    assert (odd.conversation, odd.occurred_at) == ("line:unknown", NOW)
    assert odd.id.startswith("hash-")
    assert kept.id == neighbour["webhookEventId"]
    assert LineParser().parse(odd).what == UnknownHappened("unreadable")


@pytest.mark.parametrize("given", [None, "", 5, "x" * 65, "a b", "é", "a\n"])
def test_an_event_without_a_good_id_gets_one_that_a_redelivery_keeps(given: object) -> None:
    event = sample("text") | {"webhookEventId": given}
    again = event | {"deliveryContext": {"isRedelivery": True}}
    another = event | {"timestamp": event["timestamp"] + 1}
    first, second, third = (arrivals(body_of(each), NOW)[0].id for each in (event, again, another))
    assert first.startswith("hash-")
    assert first == second != third


def test_a_float_time_is_read_like_a_whole_one() -> None:
    (arrival,) = arrivals(body_of(sample("text") | {"timestamp": 1781827200500.0}), NOW)
    assert arrival.occurred_at == datetime(2026, 6, 19, 0, 0, 0, 500_000, tzinfo=UTC)


@pytest.mark.parametrize("timestamp", [None, "1781827200000", True, -1, 0, 10**15, 10**400, 1e300, [1], {}])
def test_an_insane_time_counts_as_now(timestamp: object) -> None:
    (arrival,) = arrivals(body_of(sample("text") | {"timestamp": timestamp}), NOW)
    assert arrival.occurred_at == NOW


def test_an_event_from_the_near_future_is_a_clock_that_differs() -> None:
    ahead = NOW + timedelta(seconds=30)
    (arrival,) = arrivals(body_of(sample("text") | {"timestamp": ahead.timestamp() * 1000}), NOW)
    assert arrival.occurred_at == ahead


def test_numbers_that_are_no_json_or_too_long_harm_nobody() -> None:
    body = b'{"events":[{"type":"x","n":NaN,"m":-Infinity,"l":' + b"9" * 5000 + b'},{"type":"follow","f":Infinity}]}'
    first, second = arrivals(body, NOW)
    assert json.loads(first.raw) == {"type": "x", "n": None, "m": None, "l": None}
    assert json.loads(second.raw) == {"type": "follow", "f": None}


def test_an_event_nested_too_deep_is_kept_and_its_neighbours_too() -> None:
    text, follow = sample("text"), sample("follow")
    deep = f'{{"type":"message","a":{DEEP}}}'
    body = f'{{"destination":"U0","events":[{json.dumps(text)}, {deep} ,{json.dumps(follow)}],"x":{{}}}}'.encode()
    first, odd, last = arrivals(body, NOW)
    assert (first.id, last.id) == (text["webhookEventId"], follow["webhookEventId"])
    assert json.loads(odd.raw) == deep
    assert LineParser().parse(odd).what == UnknownHappened("unreadable")


def test_a_body_nested_too_deep_beside_its_events_still_gives_them() -> None:
    body = f'{{"x":{DEEP},"events":[{json.dumps(sample("text"))}]}}'.encode()
    (kept,) = arrivals(body, NOW)
    assert kept.id == sample("text")["webhookEventId"]


def test_of_a_repeated_key_the_last_counts() -> None:
    (arrival,) = arrivals(b'{"events":[{"webhookEventId":"A","webhookEventId":"B"}]}', NOW)
    assert arrival.id == "B"


def test_a_byte_order_mark_is_no_obstacle() -> None:
    assert len(arrivals(b"\xef\xbb\xbf" + body_of(sample("text")), NOW)) == 1
