"""What every call meets at the door: authorisation, media type, size, JSON, rates, faults, request ids."""

import json

import pytest

from integrations.sandbox.line_platform import Fault, FaultKind
from integrations.sandbox.line_platform.rates import Rate, Rates
from tests.unit.integrations.sandbox.stage import HARU, KEY, Stage, words

PUSH = "POST /v2/bot/message/push"


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer wrong", "Basic sandbox-access-token"])
async def test_a_call_without_the_channels_token_is_refused(stage: Stage, authorization: str) -> None:
    answer = await stage.http.get("/v2/bot/info", headers={"authorization": authorization})
    assert answer.status_code == 401
    assert answer.json()["message"].startswith("Authentication failed due to the following reason: ")


async def test_every_answer_has_its_own_request_id(stage: Stage) -> None:
    answers = [await stage.api("GET", "info"), await stage.api("GET", "nothing"), await stage.push("x")]
    assert [answer.status_code for answer in answers] == [200, 404, 400]
    assert len({answer.headers["x-line-request-id"] for answer in answers}) == 3


@pytest.mark.parametrize("media_type", ["text/plain", "", "application/x-www-form-urlencoded"])
async def test_only_json_is_taken(stage: Stage, media_type: str) -> None:
    answer = await stage.api("POST", "message/push", {}, content_type=media_type)
    assert answer.status_code == 415


@pytest.mark.parametrize("body", ["{", '{"to": "\\ud800"}', "[" * 100_000, "\x80"])
async def test_broken_json_is_refused(stage: Stage, body: str) -> None:
    headers = {"authorization": "Bearer sandbox-access-token", "content-type": "application/json"}
    answer = await stage.http.post("/v2/bot/message/push", content=body.encode("latin-1"), headers=headers)
    assert answer.status_code == 400
    assert answer.json()["message"].startswith("The request body could not be parsed as JSON")


async def test_a_message_nested_without_end_is_refused(stage: Stage) -> None:
    box: dict[str, object] = {"type": "box", "layout": "vertical", "contents": []}
    for _ in range(400):
        box = {"type": "box", "layout": "vertical", "contents": [box]}
    flex = {"type": "flex", "altText": "a", "contents": {"type": "bubble", "body": box}}
    answer = await stage.api("POST", "message/push", {"to": HARU, "messages": [flex]})
    assert answer.status_code == 400


async def test_over_two_megabytes_is_too_much(stage: Stage) -> None:
    answer = await stage.push(text="a" * (2 * 1024 * 1024))
    assert answer.status_code == 413


async def test_errors_name_each_place(stage: Stage) -> None:
    body = {"to": HARU, "messages": [{"type": "text", "txt": "a"}], "notify": True}
    answer = await stage.api("POST", "message/push", body)
    assert answer.json() == {
        "message": "The request body has 3 error(s)",
        "details": [
            {"message": "May not be empty", "property": "messages[0].text"},
            {"message": "unknown field", "property": "messages[0].txt"},
            {"message": "unknown field", "property": "notify"},
        ],
    }


async def test_validate_checks_without_sending(stage: Stage) -> None:
    for kind in ("reply", "push", "multicast", "narrowcast", "broadcast"):
        assert (await stage.api("POST", f"message/validate/{kind}", {"messages": [words()]})).status_code == 200
        assert (await stage.api("POST", f"message/validate/{kind}", {"messages": []})).status_code == 400
    assert stage.world.journal.sends == []


async def test_the_201st_multicast_of_a_second_is_one_too_many(stage: Stage) -> None:
    body = {"to": [HARU], "messages": [words()]}
    statuses = [(await stage.api("POST", "message/multicast", body)).status_code for _ in range(201)]
    assert statuses == [200] * 200 + [429]
    stage.clock.advance(0.005)
    assert (await stage.api("POST", "message/multicast", body)).status_code == 200


def test_rates_scale_and_can_be_switched_off(stage: Stage) -> None:
    rates = Rates(stage.clock, scale=0.1)
    assert [rates.allows("a", Rate(20, 1)) for _ in range(3)] == [True, True, False]
    assert rates.allows("b", Rate(20, 1))
    rates.scale = None
    assert rates.allows("a", Rate(20, 1))


@pytest.mark.parametrize(
    ("kind", "status", "delivered"),
    [
        (FaultKind.ERROR_BEFORE, 500, []),
        (FaultKind.ERROR_AFTER, 500, ["ご無事ですか"]),
        (FaultKind.TOO_MANY, 429, []),
        (FaultKind.MALFORMED, 200, ["ご無事ですか"]),
        (FaultKind.LATENCY, 200, ["ご無事ですか"]),
    ],
)
async def test_a_fault_strikes_once_before_or_after_the_effect(
    stage: Stage, kind: FaultKind, status: int, delivered: list[str]
) -> None:
    stage.platform.faults.add(Fault(PUSH, kind))
    assert (await stage.push()).status_code == status
    assert stage.texts() == delivered
    assert (await stage.push()).status_code == 200


async def test_a_malformed_answer_cannot_be_read(stage: Stage) -> None:
    stage.platform.faults.add(Fault("*", FaultKind.MALFORMED))
    with pytest.raises(json.JSONDecodeError):
        (await stage.push()).json()


async def test_a_retry_after_an_effect_without_answer_finds_409(stage: Stage) -> None:
    stage.platform.faults.add(Fault(PUSH, FaultKind.RESET_AFTER))
    with pytest.raises(ConnectionResetError):
        await stage.push(key=KEY)
    assert (await stage.push(key=KEY)).status_code == 409
    assert stage.texts() == ["ご無事ですか"]


async def test_a_fault_may_last_and_strike_by_chance(stage: Stage) -> None:
    stage.platform.faults.add(Fault("*", FaultKind.ERROR_BEFORE, times=None, probability=0.5))
    statuses = {(await stage.push()).status_code for _ in range(40)}
    stage.platform.faults.clear()
    assert statuses == {200, 500}
    assert (await stage.push()).status_code == 200


def test_a_fault_with_impossible_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="probability"):
        Fault("*", FaultKind.ERROR_BEFORE, probability=2)
