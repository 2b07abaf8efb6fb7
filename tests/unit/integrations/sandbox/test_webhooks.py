"""The road to the bot: signature, order, failure, redelivery, chaos."""

import asyncio
import base64
import hashlib
import hmac
import json
from dataclasses import replace

import httpx
import pytest

from integrations.sandbox.line_platform import Chaos
from integrations.sandbox.line_platform.phone import writing
from tests.unit.integrations.sandbox.stage import HARU, MISAKI, WEBHOOK, Stage


def signed_by(post: httpx.Request, secret: str) -> bool:
    made = base64.b64encode(hmac.new(secret.encode(), post.content, hashlib.sha256).digest()).decode()
    return post.headers["x-line-signature"] == made


async def test_the_exact_bytes_are_signed(stage: Stage) -> None:
    await stage.act("say", {"text": "さすけねぇ 🍎"})
    post = stage.posts[0]
    assert signed_by(post, stage.world.channel.secret)
    assert "さすけねぇ 🍎" in post.content.decode()
    assert json.loads(post.content)["destination"] == stage.world.channel.bot_user_id


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (500, "error_status_code"),
        (httpx.ConnectError("refused"), "could_not_connect"),
        (httpx.ReadTimeout("slow"), "request_timeout"),
        (TimeoutError(), "request_timeout"),
        (httpx.RemoteProtocolError("broken"), "unclassified"),
    ],
)
async def test_a_failure_is_recorded_and_never_raised(stage: Stage, answer: int | Exception, reason: str) -> None:
    stage.bot_answers = [answer]
    assert (await stage.act("say", {"text": "はい"}))["webhook"] == reason
    failure = stage.world.journal.webhook_failures[0]
    assert (failure.reason, failure.event_ids) == (reason, [stage.events[0]["webhookEventId"]])


async def test_without_an_address_nothing_is_sent(stage: Stage) -> None:
    stage.world.channel.webhook_url = None
    assert (await stage.act("say", {"text": "はい"}))["webhook"] == "not_configured"
    assert stage.posts == []


async def test_no_redelivery_unless_switched_on(stage: Stage) -> None:
    stage.bot_answers = [500]
    await stage.act("say", {"text": "はい"})
    await stage.platform.webhooks.settled()
    assert len(stage.posts) == 1


async def test_redelivery_ends_after_its_attempts(stage: Stage) -> None:
    switch = {"on": True, "attempts": 2, "seconds": 10}
    await stage.http.put("/sandbox/redelivery", json=switch)
    stage.bot_answers = [500, 500, 500, 200]
    await stage.act("say", {"text": "はい"})
    stage.clock.advance(100)
    await stage.platform.webhooks.settled()
    assert [event["deliveryContext"]["isRedelivery"] for event in stage.events] == [False, True, True]
    assert len({event["webhookEventId"] for event in stage.events}) == 1


async def test_events_of_a_chat_keep_their_order(stage: Stage) -> None:
    texts = [str(number) for number in range(30)]
    for text in texts:
        writing.say(stage.hand(), text)
    await stage.platform.webhooks.settled()
    assert [event["message"]["text"] for event in stage.events] == texts


async def test_several_events_of_several_people_may_share_a_post(stage: Stage) -> None:
    stage.platform.webhooks.settings.batch = 3
    for user_id in (HARU, MISAKI, HARU, MISAKI):
        writing.say(stage.hand(user_id), "はい")
    await stage.platform.webhooks.settled()
    assert [len(json.loads(post.content)["events"]) for post in stage.posts] == [3, 1]


async def played(stage: Stage, **knobs: float) -> None:
    answer = await stage.http.put("/sandbox/chaos", json=knobs)
    assert answer.json()["duplicate"] == knobs.get("duplicate", 0)
    await stage.act("say", {"text": "はい"})
    await stage.platform.webhooks.settled()


async def test_a_duplicate_has_no_redelivery_flag(stage: Stage) -> None:
    await played(stage, duplicate=1)
    assert stage.events[0] == stage.events[1]


async def test_a_lost_post_is_a_failure(stage: Stage) -> None:
    await played(stage, drop=1)
    assert stage.posts == []
    assert stage.world.journal.webhook_posts == {"could_not_connect": 1}


async def test_a_wrong_signature_is_wrong(stage: Stage) -> None:
    await played(stage, wrong_signature=1)
    assert not signed_by(stage.posts[0], stage.world.channel.secret)


async def test_a_stranger_may_ride_along(stage: Stage) -> None:
    await played(stage, unknown_event=1)
    assert [event["type"] for event in stage.events] == ["eventOfTomorrow", "message"]
    assert stage.events[0]["webhookEventId"] != stage.events[1]["webhookEventId"]


async def test_properties_come_and_go(stage: Stage) -> None:
    await played(stage, unknown_property=1, omit_optional=1)
    assert "propertyOfTomorrow" in stage.events[0]
    assert stage.events[0]["message"].keys() == {"type", "id", "text"}


async def test_standby_gives_no_reply_token(stage: Stage) -> None:
    await played(stage, standby=1)
    assert stage.events[0]["mode"] == "standby"
    assert "replyToken" not in stage.events[0]


async def test_a_later_event_may_overtake(stage: Stage) -> None:
    settings = stage.platform.webhooks.settings
    settings.chaos = Chaos(reorder=1, delay_seconds=5)
    writing.say(stage.hand(), "先")
    settings.chaos = Chaos()
    overtaking = writing.say(stage.hand(), "後").webhook
    assert overtaking is not None
    await overtaking
    stage.clock.advance(5)
    await stage.platform.webhooks.settled()
    assert [event["message"]["text"] for event in stage.events] == ["後", "先"]


async def test_a_delayed_event_still_waits_for_the_earlier_ones(stage: Stage) -> None:
    settings = stage.platform.webhooks.settings
    settings.chaos = Chaos(delay=1, delay_seconds=5)
    writing.say(stage.hand(), "先")
    settings.chaos = replace(settings.chaos, delay=0)
    writing.say(stage.hand(), "後")
    await asyncio.sleep(0.01)
    assert stage.posts == []
    stage.clock.advance(5)
    await stage.platform.webhooks.settled()
    assert [event["message"]["text"] for event in stage.events] == ["先", "後"]


async def test_chaos_is_a_matter_of_probabilities(stage: Stage) -> None:
    assert (await stage.http.put("/sandbox/chaos", json={"drop": 2})).status_code == 422
    assert (await stage.http.put("/sandbox/chaos", json={"dorp": 1})).status_code == 422


async def test_the_connection_check_sends_no_events(stage: Stage) -> None:
    tested = (await stage.api("POST", "channel/webhook/test", {})).json()
    assert json.loads(stage.posts[0].content)["events"] == []
    assert (tested["success"], tested["statusCode"], tested["reason"]) == (True, 200, "OK")
    stage.bot_answers = [httpx.ConnectError("refused"), 503]
    lost = (await stage.api("POST", "channel/webhook/test", {"endpoint": WEBHOOK})).json()
    assert (lost["success"], lost["statusCode"], lost["reason"]) == (False, 0, "COULD_NOT_CONNECT")
    refused = (await stage.api("POST", "channel/webhook/test", {})).json()
    assert (refused["statusCode"], refused["reason"]) == (503, "ERROR_STATUS_CODE")


async def test_the_address_is_set_and_read(stage: Stage) -> None:
    stage.world.channel.webhook_url = None
    assert (await stage.api("GET", "channel/webhook/endpoint")).status_code == 404
    assert (await stage.api("POST", "channel/webhook/test", {})).status_code == 404
    new = "https://city.example/line/webhook"
    assert (await stage.api("PUT", "channel/webhook/endpoint", {"endpoint": new})).status_code == 200
    assert (await stage.api("GET", "channel/webhook/endpoint")).json() == {"endpoint": new, "active": True}


@pytest.mark.parametrize("url", ["http://city.example/", "ftp://a", "", "https://", "https://a/" + "b" * 500, "//["])
async def test_a_poor_address_is_refused(stage: Stage, url: str) -> None:
    assert (await stage.api("PUT", "channel/webhook/endpoint", {"endpoint": url})).status_code == 400
    assert (await stage.http.put("/sandbox/webhook", json={"url": url})).status_code == 422
