"""Reply tokens: one use, one minute, once more after a redelivery, never after twenty minutes."""

from tests.unit.integrations.sandbox.stage import ASSOCIATION, HARU, KEY, MISAKI, Stage, words


async def token_of_a_message(stage: Stage) -> str:
    await stage.act("say", {"text": "さすけねぇ"})
    token = stage.events[-1]["replyToken"]
    assert isinstance(token, str)
    return token


async def test_a_reply_reaches_the_chat_and_costs_nothing(stage: Stage) -> None:
    answer = await stage.reply(await token_of_a_message(stage))
    assert answer.status_code == 200
    assert set(answer.json()["sentMessages"][0]) == {"id", "quoteToken"}
    assert stage.texts() == ["さすけねぇ", "はい"]
    assert stage.world.quota.used(stage.clock.now_ms()) == 0


async def test_a_token_works_once(stage: Stage) -> None:
    token = await token_of_a_message(stage)
    await stage.reply(token)
    again = await stage.reply(token)
    assert (again.status_code, again.json()) == (400, {"message": "Invalid reply token"})
    assert stage.texts() == ["さすけねぇ", "はい"]


async def test_a_refused_reply_does_not_use_the_token_up(stage: Stage) -> None:
    token = await token_of_a_message(stage)
    refused = await stage.api("POST", "message/reply", {"replyToken": token, "messages": [{"type": "text"}]})
    assert refused.status_code == 400
    assert (await stage.reply(token)).status_code == 200


async def test_a_token_dies_after_a_minute(stage: Stage) -> None:
    token = await token_of_a_message(stage)
    stage.clock.advance(60)
    other = await token_of_a_message(stage)
    assert (await stage.reply(token)).status_code == 200
    stage.clock.advance(60.001)
    assert (await stage.reply(other)).status_code == 400


async def test_a_redelivery_gives_the_token_another_minute(stage: Stage) -> None:
    stage.platform.webhooks.settings.redelivery = True
    stage.bot_answers = [503, 200]
    await stage.act("say", {"text": "無事"})
    stage.clock.advance(90)
    await stage.platform.webhooks.settled()
    first, second = stage.events
    assert second == first | {"deliveryContext": {"isRedelivery": True}}
    assert (await stage.reply(first["replyToken"])).status_code == 200


async def test_no_redelivery_revives_a_token_after_twenty_minutes(stage: Stage) -> None:
    stage.platform.webhooks.settings.redelivery = True
    stage.platform.webhooks.settings.redelivery_seconds = 1201
    stage.bot_answers = [503, 200]
    await stage.act("say", {"text": "無事"})
    stage.clock.advance(1201)
    await stage.platform.webhooks.settled()
    assert (await stage.reply(stage.events[0]["replyToken"])).status_code == 400


async def test_a_retry_key_is_refused(stage: Stage) -> None:
    body = {"replyToken": await token_of_a_message(stage), "messages": [words()]}
    answer = await stage.api("POST", "message/reply", body, x_line_retry_key=KEY)
    assert answer.status_code == 400


async def test_a_reply_goes_to_the_group_the_event_came_from(stage: Stage) -> None:
    await stage.http.post(f"/sandbox/users/{MISAKI}/say", params={"group": ASSOCIATION}, json={"text": "まとめ"})
    await stage.reply(stage.events[0]["replyToken"])
    assert stage.events[0]["source"] == {"type": "group", "groupId": ASSOCIATION, "userId": MISAKI}
    assert stage.texts(ASSOCIATION) == ["まとめ", "はい"]
    assert stage.texts(HARU) == []


async def test_a_reply_does_not_reach_whoever_blocked_meanwhile(stage: Stage) -> None:
    token = await token_of_a_message(stage)
    await stage.act("block")
    assert (await stage.reply(token)).status_code == 200
    assert stage.texts() == ["さすけねぇ"]
