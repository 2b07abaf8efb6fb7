"""From a frame to an arrival to an event."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.events import (
    ButtonTapped,
    Channel,
    FollowStarted,
    Happening,
    LocationShared,
    TextSaid,
    UnknownHappened,
)
from bot.core.ports import Arrival
from bot.core.taps import ReportCondition, encode
from bot.core.understanding import Condition
from handlers.web_chat.frames import Done, Malformed, read
from handlers.web_chat.parsing import WebChatParser, arrival_of
from tests.unit.handlers.web_chat.stage import START

ID = "0b7e6a3c-1d2f-4a5b-8c9d-0e1f2a3b4c5d"


def arrived(wire: dict[str, str | float]) -> Arrival:
    return arrival_of(Done(ID, wire), "a1", START)


def test_the_same_frame_sent_again_is_the_same_event() -> None:
    arrival = arrived({"kind": "text", "text": "さすけねぇ"})
    assert arrival.id == f"web:a1:{ID}"
    assert (arrival.conversation, arrival.channel) == ("web:a1", Channel.WEB)
    assert (arrival.occurred_at, arrival.received_at) == (START, START)
    assert arrival.raw.isascii()


TAP = ReportCondition(Condition.SAFE)


@pytest.mark.parametrize(
    ("wire", "what"),
    [
        ({"kind": "text", "text": "さすけねぇ"}, TextSaid("さすけねぇ")),
        ({"kind": "tap", "data": encode(TAP), "label": "無事です"}, ButtonTapped(TAP)),
        ({"kind": "tap", "data": "9|dance", "label": "おどる"}, UnknownHappened("tap")),
        ({"kind": "place", "latitude": 37.49, "longitude": 139.93}, LocationShared(37.49, 139.93)),
        ({"kind": "start"}, FollowStarted()),
        ({"kind": "dance"}, UnknownHappened("dance")),
    ],
)
def test_reads_each_kind(wire: dict[str, str | float], what: Happening) -> None:
    event = WebChatParser().parse(arrived(wire))
    assert event.what == what
    assert (event.id, event.conversation, event.reply_token) == (f"web:a1:{ID}", "web:a1", None)
    assert (event.occurred_at, event.received_at) == (START, START)


@given(st.text(max_size=200), st.sampled_from(["text", "tap"]))
def test_whatever_was_accepted_can_be_read(words: str, kind: str) -> None:
    try:
        done = read(json.dumps({"kind": kind, "id": ID, "text": words, "data": words, "label": words}))
    except Malformed:
        return
    assert isinstance(done, Done)
    what = WebChatParser().parse(arrival_of(done, "a1", START)).what
    assert isinstance(what, TextSaid if kind == "text" else ButtonTapped | UnknownHappened)
