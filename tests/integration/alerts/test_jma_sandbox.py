"""The stand-in for the JMA's feeds: what its control API publishes stands in the feed."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bot.core.alerts import AlertChange, AlertStatus
from integrations.alerts.jma import parse_telegram
from integrations.sandbox.alerts import FEEDS, feed_path
from tests.integration.alerts.jma_newsroom import Newsroom, newsroom


@pytest.fixture
async def room() -> AsyncIterator[Newsroom]:
    async with newsroom() as built:
        yield built


async def publish(room: Newsroom, sample: str, **more: str) -> dict[str, Any]:
    answer = await room.http.post(f"{room.base}/sandbox/publish", json={"sample": sample, **more})
    assert answer.status_code == 201, answer.text
    told: dict[str, Any] = answer.json()
    return told


async def refused(room: Newsroom, body: dict[str, Any]) -> httpx.Response:
    return await room.http.post(f"{room.base}/sandbox/publish", json=body)


async def test_the_samples_are_listed_for_the_page(room: Newsroom) -> None:
    samples = (await room.http.get(f"{room.base}/sandbox/samples")).json()
    assert samples[0] == {
        "id": "quake_flash",
        "name": "震度速報（会津 震度５強）",
        "feed": "eqvol",
        "telegram": "VXSE51",
        "needs_one": False,
    }
    assert {sample["feed"] for sample in samples} <= set(FEEDS)
    assert {"VXSE51", "VXSE52", "VXSE53", "VPWW55", "VPWW56", "VXWW50", "VXKO60", "VPBS50"} <= {
        sample["telegram"] for sample in samples
    }


@pytest.mark.parametrize("feed", list(FEEDS))
async def test_each_feed_is_there_and_empty_at_first(feed: str, room: Newsroom) -> None:
    assert (await room.look(feed)).telegrams == ()
    assert room.seen.etag


@pytest.mark.parametrize(
    ("word", "status"),
    [("real", AlertStatus.REAL), ("training", AlertStatus.TRAINING), ("test", AlertStatus.TEST)],
)
async def test_what_is_published_stands_in_its_feed(word: str, status: AlertStatus, room: Newsroom) -> None:
    told = await publish(room, "rain_level_4", status=word)
    (telegram,) = (await room.look("extra")).telegrams
    alert = parse_telegram(telegram.raw)
    assert telegram.id.endswith(told["name"])
    assert (alert.status, alert.level) == (status, 4)
    assert alert.issued.isoformat() == told["at"].replace("Z", "+00:00")


async def test_an_earthquake_keeps_its_event_from_the_flash_to_the_cancellation(room: Newsroom) -> None:
    samples = ("quake_flash", "quake", "quake_corrected", "quake_cancelled")
    told = [await publish(room, sample) for sample in samples]
    assert len({each["event"] for each in told}) == 1
    alerts = [parse_telegram(each.raw) for each in (await room.look()).telegrams]
    assert [alert.change for alert in alerts] == [
        AlertChange.ISSUED,
        AlertChange.ISSUED,
        AlertChange.CORRECTED,
        AlertChange.CANCELLED,
    ]
    assert len({alert.series for alert in alerts[1:]}) == 1


async def test_the_same_earthquake_again_is_another_one(room: Newsroom) -> None:
    first, second = [(await publish(room, "quake"))["event"] for _ in range(2)]
    assert first != second
    assert (await publish(room, "quake_cancelled"))["event"] == second


async def test_a_training_is_not_continued_by_what_is_real(room: Newsroom) -> None:
    training = await publish(room, "quake_flash", status="training")
    assert (await publish(room, "quake"))["event"] != training["event"]
    assert (await publish(room, "quake", status="training"))["event"] == training["event"]


async def test_there_is_nothing_to_cancel_at_first(room: Newsroom) -> None:
    answer = await refused(room, {"sample": "quake_cancelled"})
    assert (answer.status_code, "publish quake" in answer.json()["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"sample": "nonsense"}, 404),
        ({"sample": "quake", "status": "通常"}, 422),
        ({"sample": "quake", "more": 1}, 422),
        ({}, 422),
    ],
)
async def test_what_it_does_not_know_is_refused(body: dict[str, Any], status: int, room: Newsroom) -> None:
    assert (await refused(room, body)).status_code == status


async def test_faults_are_switched_on_and_off(room: Newsroom) -> None:
    feed, faults = room.base + feed_path("eqvol"), f"{room.base}/sandbox/faults"
    assert (await room.http.post(faults, json={"kind": "down"})).status_code == 201
    assert (await room.http.get(feed)).status_code == 503
    assert (await room.http.delete(faults)).status_code == 204
    assert (await room.http.get(feed)).status_code == 200


async def test_what_was_published_is_listed_and_taken_away(room: Newsroom) -> None:
    await publish(room, "quake_flash")
    await publish(room, "quake")
    address = f"{room.base}/sandbox/published"
    assert [each["sample"] for each in (await room.http.get(address)).json()] == ["quake", "quake_flash"]
    assert (await room.http.delete(address)).status_code == 204
    assert (await room.look()).telegrams == ()


async def test_a_page_of_another_origin_may_not_publish(room: Newsroom) -> None:
    headers = {"Origin": "http://evil.example.jp"}
    answer = await room.http.post(f"{room.base}/sandbox/publish", json={"sample": "quake"}, headers=headers)
    assert answer.status_code == 403
    assert room.desk.published == []


@pytest.mark.parametrize("path", ["/developer/xml/feed/none.xml", "/developer/xml/data/none.xml"])
async def test_what_is_not_there_is_404(path: str, room: Newsroom) -> None:
    assert (await room.http.get(room.base + path)).status_code == 404


async def test_only_the_newest_telegrams_are_kept(room: Newsroom) -> None:
    room.publish(*["rain_level_3"] * 205)
    assert len(room.desk.published) == 200
