"""`POST /line/webhook` as LINE and as a stranger meet it, and a database that goes away and comes back."""

import json
from pathlib import Path

import httpx

from integrations.sandbox.line_platform.phone.writing import say
from integrations.sandbox.line_platform.webhooks.signing import signature
from tests.e2e.check_in import town
from tests.e2e.check_in.city import NEW_SECRET, OLD_SECRET, City, running_city, running_well
from tests.e2e.check_in.phone import REPLY
from tests.e2e.check_in.road import road_to
from tests.e2e.processes import Process


async def post(city: City, body: bytes, secret: str | None = OLD_SECRET) -> int:
    headers = {"x-line-signature": signature(secret, body)} if secret else {}
    async with httpx.AsyncClient() as client:
        return (await client.post(f"{city.address}/line/webhook", content=body, headers=headers)).status_code


async def test_what_is_accepted_is_kept_and_what_is_not_kept_is_not_accepted(postgres_url: str, tmp_path: Path) -> None:
    async with road_to(postgres_url) as (address, road), running_city(tmp_path, address, with_people=False) as city:
        await _strangers_are_turned_away(city)
        await _whatever_line_sends_is_accepted(city)
        hana = city.phone(town.HANA)
        await hana.does(lambda: say(hana.hand, "さすけねぇ"))
        road.cut()
        lost = say(hana.hand, "これは届かない").webhook
        assert lost is not None
        assert (await lost).status == httpx.codes.SERVICE_UNAVAILABLE
        async with httpx.AsyncClient() as client:
            assert (await client.get(f"{city.address}/readyz")).status_code == httpx.codes.SERVICE_UNAVAILABLE
            assert (await client.get(f"{city.address}/healthz")).is_success
        road.mend()
        async with running_well(Process(("worker",), city.environ, tmp_path / "worker.log")):
            heard = await hana.answer_to(lambda: say(hana.hand, "無事です"))
        first = next(each for each in city.world.journal.sends if each.route == REPLY)
        assert list(first.delivered) == [town.HANA]
        assert "無事" in heard.words


async def _strangers_are_turned_away(city: City) -> None:
    body = b'{"destination":"U","events":[]}'
    for secret in ("wrong", None, OLD_SECRET + " ", ""):
        assert await post(city, body, secret) == httpx.codes.UNAUTHORIZED, secret
    assert await post(city, b"no json at all", "wrong") == httpx.codes.UNAUTHORIZED
    assert await post(city, b"no json at all") == httpx.codes.BAD_REQUEST
    assert await post(city, b"x" * 3_000_000) == httpx.codes.REQUEST_ENTITY_TOO_LARGE


async def _whatever_line_sends_is_accepted(city: City) -> None:
    for secret in (OLD_SECRET, NEW_SECRET):
        assert await post(city, b'{"destination":"U","events":[]}', secret) == httpx.codes.OK
    dummies = [
        {
            "type": "message",
            "replyToken": digit * 32,
            "timestamp": 1,
            "source": {"type": "user", "userId": "Udeadbeefdeadbeefdeadbeefdeadbeef"},
            "message": {"type": "text", "id": "100001", "text": "Hello, world"},
        }
        for digit in "0f"
    ]
    large = {"type": "message", "message": {"type": "text", "text": "あ" * 340_000}, "source": {"type": "user"}}
    for events in (dummies, [large], [None, 5, "x", {}, {"type": 7, "source": []}]):
        assert await post(city, json.dumps({"destination": "U", "events": events}).encode()) == httpx.codes.OK
    assert await post(city, b'{"events":[{"type":"message","message":{"text":"\xff\xfe"}},{bad]}}]}') < 500
