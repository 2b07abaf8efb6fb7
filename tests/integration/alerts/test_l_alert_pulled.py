"""L-Alert pulled from the stand-in over real connections: an order, its lifting, shelters, a drill, and faults."""

from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI, Request, Response

from bot.core.alerts import AlertChange, AlertKind, AlertStatus, ShelterState
from bot.core.errors import Unavailable
from integrations.alerts.fetching import Seen
from integrations.alerts.l_alert import LAlertFeed
from integrations.alerts.pulling import Feed, pull
from integrations.sandbox.serve import serving
from tests.integration.alerts.desk import l_alert_desk

NOW = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
DISTRICTS = ["一箕地区", "門田地区", "東山地区"]


async def test_an_order_rises_and_is_lifted_within_one_series() -> None:
    async with l_alert_desk() as desk:
        for sample in ("elderly", "order", "lifted"):
            await desk.publish("documents", sample)
        alerts, _seen = await desk.l_alert().look(Seen(), NOW)
    assert [(each.level, each.revision) for each in alerts] == [(3, 1), (4, 2), (None, 3)]
    assert len({each.series for each in alerts}) == 1
    assert [each.name for each in alerts[1].areas] == DISTRICTS
    assert {each.code for each in alerts[1].areas} == {"072028"}
    assert [each.faults for each in alerts] == [(), (), ()]


async def test_a_mistaken_order_is_cancelled_with_its_reason() -> None:
    async with l_alert_desk() as desk:
        await desk.publish("documents", "order")
        await desk.publish("documents", "cancelled")
        (order, cancelled), _seen = await desk.l_alert().look(Seen(), NOW)
    assert (cancelled.change, cancelled.series) == (AlertChange.CANCELLED, order.series)
    assert "操作の誤り" in cancelled.headline


async def test_shelters_keep_what_is_not_known_apart_from_open_and_from_zero() -> None:
    async with l_alert_desk() as desk:
        await desk.publish("documents", "shelters")
        ((alert,), _seen) = await desk.l_alert().look(Seen(), NOW)
    assert alert.kind is AlertKind.SHELTER
    assert [each.state for each in alert.shelters] == [
        ShelterState.OPEN,
        ShelterState.OPEN,
        ShelterState.CLOSED,
        ShelterState.UNOPENED,
        ShelterState.PERMANENT,
        ShelterState.UNKNOWN,
    ]
    assert [each.headcount for each in alert.shelters] == [14, None, 0, None, None, None]


async def test_an_exercise_never_arrives_as_real() -> None:
    async with l_alert_desk() as desk:
        await desk.publish("documents", "exercise")
        ((alert,), _seen) = await desk.l_alert().look(Seen(), NOW)
    assert alert.status is AlertStatus.TRAINING


async def test_nothing_new_is_not_sent_again_and_something_new_is() -> None:
    async with l_alert_desk() as desk:
        await desk.publish("documents", "elderly")
        feed = desk.l_alert()
        first, seen = await feed.look(Seen(), NOW)
        again, seen_again = await feed.look(seen, NOW)
        await desk.publish("documents", "order")
        later, _seen = await feed.look(seen_again, NOW)
    assert (len(first), again, seen_again) == (1, (), seen)
    assert [each.revision for each in later] == [1, 2]
    assert later[0].digest == first[0].digest


async def test_what_was_seen_but_not_stored_is_fetched_again() -> None:
    async with l_alert_desk() as desk:
        await desk.publish("documents", "order")
        feed = desk.l_alert()
        first, _not_kept = await feed.look(Seen(), NOW)
        assert (await feed.look(Seen(), NOW))[0] == first


async def test_an_empty_board_is_no_fault() -> None:
    async with l_alert_desk() as desk:
        assert await desk.l_alert().look(Seen(), NOW) == ((), Seen())


@pytest.mark.parametrize("kind", ["down", "html", "garbled", "huge", "entity", "unauthorized"])
async def test_every_fault_is_unavailable_and_afterwards_nothing_is_missing(kind: str) -> None:
    async with l_alert_desk() as desk:
        await desk.publish("documents", "order")
        await desk.fail(kind)
        with pytest.raises(Unavailable) as down:
            await desk.l_alert().look(Seen(), NOW)
        await desk.mend()
        alerts, _seen = await desk.l_alert().look(Seen(), NOW)
    assert (down.value.dependency, len(alerts)) == ("l_alert", 1)


async def test_an_answer_that_takes_too_long_is_unavailable() -> None:
    async with l_alert_desk() as desk:
        await desk.publish("documents", "order")
        await desk.fail("slow", seconds=2, times=1)
        with pytest.raises(Unavailable):
            await desk.l_alert(seconds=0.2).look(Seen(), NOW)


async def test_wrong_credentials_open_nothing() -> None:
    async with l_alert_desk() as desk:
        await desk.publish("documents", "order")
        with pytest.raises(Unavailable):
            await desk.l_alert(password="guessed").look(Seen(), NOW)


async def test_nobody_there_is_unavailable() -> None:
    async with l_alert_desk() as desk:
        gone = desk.base
    async with httpx.AsyncClient(trust_env=False) as http:
        with pytest.raises(Unavailable):
            await LAlertFeed(http, Feed(f"{gone}/documents")).look(Seen(), NOW)


async def test_a_state_that_cannot_be_sent_back_stops_no_look() -> None:
    """One that was kept before it was known to be so, either."""
    app = FastAPI()

    @app.get("/documents")
    async def documents(request: Request) -> Response:
        asked.append(request.headers.get("if-none-match"))
        return Response(status_code=200, content="<documents/>", headers={"ETag": '"é"'})

    asked: list[str | None] = []
    async with serving(app) as base, httpx.AsyncClient(trust_env=False) as http:
        for kept in (Seen(), Seen('"é"'), Seen("令和")):
            _content, seen = await pull(http, Feed(f"{base}/documents"), kept, "l_alert")
            assert seen == Seen()
    assert asked == [None, None, None]
