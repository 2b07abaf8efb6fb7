"""Whatever LINE signs, nothing is lost and nothing breaks."""

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.events import Channel, Event
from bot.core.ids import ConversationId, EventId
from bot.core.ports import Arrival
from handlers.line.arrivals import UnreadableBody, arrivals
from handlers.line.parsing import LineParser
from tests.unit.handlers.line.payloads import NOW, body_of, names, sample

_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["message", "text", "user", "group", "standby", "postback", "1|report|safe||", "0" * 32])
)
_KEYS = st.sampled_from(["type", "source", "userId", "message", "text", "postback", "data", "timestamp"]) | st.text()
_ANY_JSON = st.recursive(_SCALARS, lambda inner: st.lists(inner) | st.dictionaries(_KEYS, inner), max_leaves=25)


@st.composite
def _mutated(draw: st.DrawFn) -> Any:
    """A real event with one thing in it replaced by anything."""
    event = sample(draw(st.sampled_from(names())))
    part: dict[str, Any] = event
    while True:
        key = draw(st.sampled_from(sorted(part)))
        inner = part[key]
        if not isinstance(inner, dict) or not inner or draw(st.booleans()):
            part[key] = draw(_ANY_JSON)
            return event
        part = inner


@given(st.lists(_ANY_JSON | _mutated(), max_size=5))
def test_every_event_of_a_readable_body_arrives_and_parses(events: list[Any]) -> None:
    body = json.dumps({"events": events}).encode()
    arrived = arrivals(body, NOW)
    assert len(arrived) == len(events)
    assert all(isinstance(LineParser().parse(each), Event) for each in arrived)


@given(st.binary() | _ANY_JSON.map(lambda value: json.dumps(value).encode()))
@example(b'{"events":' + b"[" * 200_000)
@example(b"[" * 200_000)
def test_any_bytes_are_arrivals_or_an_unreadable_body(body: bytes) -> None:
    try:
        arrived = arrivals(body, NOW)
    except UnreadableBody:
        return
    assert all(each.raw.isascii() for each in arrived)


@given(st.binary())
def test_parsing_never_raises_even_on_bytes_that_no_webhook_stored(raw: bytes) -> None:
    at = datetime(2026, 8, 1, tzinfo=UTC)
    arrival = Arrival(EventId("1"), Channel.LINE, ConversationId("line:unknown"), at, at, raw)
    assert LineParser().parse(arrival).id == "1"


@given(_mutated())
def test_a_bad_event_costs_its_neighbours_nothing(odd: Any) -> None:
    kept = arrivals(body_of(sample("text"), json.loads(json.dumps(odd, default=str)), sample("follow")), NOW)
    ids = [each.id for each in kept]
    assert ids[0] == sample("text")["webhookEventId"]
    assert ids[-1] == sample("follow")["webhookEventId"]
