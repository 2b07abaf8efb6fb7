"""A feed of CAP messages pulled from the stand-in over real connections: each once, from its own host, and faults."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI, Response

from bot.core.alerts import AlertChange, AlertKind, AlertStatus
from bot.core.errors import Unavailable
from integrations.alerts.cap import CapFeeds, Senders, read_from
from integrations.alerts.fetching import Seen
from integrations.alerts.linked import Look
from integrations.sandbox.cap import SENDER
from integrations.sandbox.serve import serving
from tests.integration.alerts.desk import Desk, cap_desk

NOW = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
SENDERS: Senders = {SENDER: {"避難指示": AlertKind.EVACUATION_ORDER}}
NOT_REAL = {
    "exercise": AlertStatus.TRAINING,
    "test": AlertStatus.TEST,
    "system": AlertStatus.TEST,
    "draft": AlertStatus.TEST,
}


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with cap_desk() as desk:
        yield desk


class Known:
    """What its caller has had."""

    def __init__(self) -> None:
        self.had: set[str] = set()
        self.seen = Seen()

    async def __call__(self, ids: Sequence[str]) -> Collection[str]:
        return self.had & set(ids)

    async def look(self, desk: Desk) -> Look:
        look = await desk.cap().look(desk.cap_feed, self.seen, self)
        self.seen = look.seen
        self.had |= {each.id for each in look.telegrams} | {each.id for each in look.refused}
        return look


async def test_each_message_is_fetched_once_and_what_is_unchanged_is_not_sent_again(desk: Desk) -> None:
    known = Known()
    await desk.publish("messages", "order")
    assert len((await known.look(desk)).telegrams) == 1
    before = known.seen
    assert before.etag
    assert await known.look(desk) == Look(seen=before)
    await desk.publish("messages", "cancelled")
    (new,) = (await known.look(desk)).telegrams
    assert read_from(new.raw, NOW, SENDERS).change is AlertChange.CANCELLED


async def test_a_cancellation_belongs_to_the_series_of_the_order(desk: Desk) -> None:
    for sample in ("order", "cancelled"):
        await desk.publish("messages", sample)
    first, second = (read_from(each.raw, NOW, SENDERS) for each in (await Known().look(desk)).telegrams)
    assert (first.kind, first.level, first.areas[0].code) == (AlertKind.EVACUATION_ORDER, 4, "072028")
    assert first.series == second.series


@pytest.mark.parametrize("sample", NOT_REAL)
async def test_the_first_barrier_exercise_test_system_and_draft_are_never_real(desk: Desk, sample: str) -> None:
    await desk.publish("messages", sample)
    (one,) = (await Known().look(desk)).telegrams
    assert read_from(one.raw, NOW, SENDERS).status is NOT_REAL[sample]


@pytest.mark.parametrize("kind", ["down", "html", "garbled", "huge", "entity", "unauthorized"])
async def test_every_fault_is_unavailable_and_nothing_is_lost(desk: Desk, kind: str) -> None:
    known = Known()
    await desk.publish("messages", "order")
    await desk.fail(kind, times=1)
    with pytest.raises(Unavailable) as down:
        await known.look(desk)
    assert down.value.dependency == "cap"
    assert len((await known.look(desk)).telegrams) == 1


async def test_a_wrong_token_opens_nothing(desk: Desk) -> None:
    with pytest.raises(Unavailable):
        await desk.cap(token="guessed").look(desk.cap_feed, Seen(), Known())


async def test_a_feed_sends_us_to_no_other_host_and_what_is_gone_is_not_asked_for_again() -> None:
    asked: list[str] = []
    app = FastAPI()

    @app.get("/feed.xml")
    async def feed() -> Response:
        entries = "".join(
            f"<entry><id>{each}</id><link href='{each}'/></entry>" for each in ("http://192.0.2.1/a.xml", "/gone.xml")
        )
        return Response(f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>', media_type="application/xml")

    async def noted(request: httpx.Request) -> None:
        asked.append(request.url.path)

    async with serving(app) as base, httpx.AsyncClient(trust_env=False, event_hooks={"request": [noted]}) as http:
        look = await CapFeeds(http).look(f"{base}/feed.xml", Seen(), Known())
    assert asked == ["/feed.xml", "/gone.xml"]
    assert {each.id: each.reason for each in look.refused} == {
        "cap:http://192.0.2.1/a.xml": "its address is not on the feed's own host",
        "cap:/gone.xml": "it is no longer there",
    }
