"""L-Alert pushing by SOAP to a receiver over real connections; the receiver answers only once it has the alerts."""

from datetime import UTC, datetime

import pytest
from fastapi import FastAPI, Request, Response

from bot.core.alerts import Alert
from integrations.alerts.fetching import Seen
from integrations.alerts.l_alert import ANSWER_MEDIA_TYPE, answer_to_push, read_l_alert
from integrations.sandbox.serve import serving
from tests.integration.alerts.desk import l_alert_desk

NOW = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)


def receiver(taken: list[Alert]) -> FastAPI:
    app = FastAPI()

    async def publish(request: Request) -> Response:
        taken.extend(read_l_alert(await request.body(), NOW))
        return Response(answer_to_push(taken=True), media_type=ANSWER_MEDIA_TYPE)

    app.add_api_route("/l-alert", publish, methods=["POST"])
    return app


async def test_what_is_pushed_is_what_is_pulled() -> None:
    taken: list[Alert] = []
    async with l_alert_desk() as desk, serving(receiver(taken)) as here:
        answer = await desk.publish("documents", "order", push_to=f"{here}/l-alert")
        pulled, _seen = await desk.l_alert().look(Seen(), NOW)
    assert answer.json() == {"sample": "order", "revision": 1, "push_status": 200}
    assert tuple(taken) == pulled
    assert taken[0].level == 4


@pytest.mark.parametrize("address", ["http://example.com/l-alert", "http://192.0.2.1/", "no address"])
async def test_the_stand_in_pushes_to_no_other_machine(address: str) -> None:
    async with l_alert_desk() as desk:
        answer = await desk.publish("documents", "order", push_to=address)
        documents = (await desk.http.get(f"{desk.base}/sandbox/documents")).json()["documents"]
    assert (answer.status_code, documents) == (422, [])


async def test_a_push_that_nobody_takes_is_told() -> None:
    async with l_alert_desk() as desk:
        async with serving(receiver([])) as here:
            gone = here
        answer = await desk.publish("documents", "order", push_to=f"{gone}/l-alert")
    assert answer.json()["push_status"] is None


async def test_a_sample_that_is_not_there_is_named_with_those_that_are() -> None:
    async with l_alert_desk() as desk:
        answer = await desk.publish("documents", "tornado")
        samples = (await desk.http.get(f"{desk.base}/sandbox/samples")).json()
    assert answer.status_code == 404
    assert all(each in answer.json()["detail"] for each in samples)
    assert samples["exercise"]["status"] == "Exercise"


async def test_a_page_of_somebody_else_does_not_drive_the_stand_in() -> None:
    async with l_alert_desk() as desk:
        answer = await desk.http.post(
            f"{desk.base}/sandbox/documents", json={"sample": "order"}, headers={"origin": "http://evil.example"}
        )
    assert answer.status_code == 403


async def test_versions_begin_anew_on_an_emptied_board() -> None:
    async with l_alert_desk() as desk:
        await desk.publish("documents", "order")
        await desk.http.delete(f"{desk.base}/sandbox/documents")
        assert (await desk.publish("documents", "order")).json()["revision"] == 1
