"""Push: retry keys, quota, people who cannot be reached."""

import pytest

from integrations.sandbox.line_platform import Channel
from tests.unit.integrations.sandbox.stage import ASSOCIATION, HARU, KEY, STRANGER, Stage, problems, words


async def test_a_repeated_key_answers_409_with_the_first_answer(stage: Stage) -> None:
    first = await stage.push(key=KEY)
    again = await stage.push(key=KEY)
    assert again.status_code == 409
    assert again.json()["sentMessages"] == first.json()["sentMessages"]
    assert again.headers["x-line-accepted-request-id"] == first.headers["x-line-request-id"]
    assert again.headers["x-line-request-id"] != first.headers["x-line-request-id"]
    assert stage.texts() == ["ご無事ですか"]


async def test_a_key_is_the_same_in_capital_letters(stage: Stage) -> None:
    await stage.push(key=KEY)
    assert (await stage.push(key=KEY.upper())).status_code == 409


async def test_a_key_is_new_again_after_24_hours(stage: Stage) -> None:
    await stage.push(key=KEY)
    stage.clock.advance(24 * 3600)
    assert (await stage.push(key=KEY)).status_code == 409
    stage.clock.advance(0.001)
    assert (await stage.push(key=KEY)).status_code == 200
    assert stage.world.journal.doubled() == [(HARU, KEY, 2)]


async def test_a_key_that_was_refused_stays_usable(stage: Stage) -> None:
    assert (await stage.push(STRANGER, key=KEY)).status_code == 400
    assert (await stage.push(HARU, key=KEY)).status_code == 200


async def test_a_changed_body_under_an_accepted_key_is_noted(stage: Stage) -> None:
    await stage.push(key=KEY)
    assert (await stage.push(key=KEY, text="別のことば")).status_code == 409
    assert stage.world.retry_keys.changed_bodies == [KEY]


async def test_a_key_must_be_a_uuid(stage: Stage) -> None:
    assert (await stage.push(key="once")).status_code == 400


@pytest.mark.parametrize("to", [STRANGER, "C" + "0" * 32, "nobody", "U123"])
async def test_unknown_recipients_are_refused(stage: Stage, to: str) -> None:
    assert (await stage.push(to)).status_code == 400


async def test_whoever_blocked_gets_nothing_and_costs_nothing(stage: Stage) -> None:
    await stage.act("block")
    assert (await stage.push()).status_code == 200
    assert stage.texts() == []
    assert stage.world.quota.used(stage.clock.now_ms()) == 0


async def test_a_non_friend_is_reached_for_seven_days_after_writing(stage: Stage) -> None:
    guest = stage.world.add_user("旅の人", friend=False)
    await stage.push(guest.user_id, text="早すぎる")
    await stage.act("say", {"text": "こんにちは"}, guest.user_id)
    stage.clock.advance(7 * 86_400)
    await stage.push(guest.user_id, text="間に合う")
    stage.clock.advance(1)
    await stage.push(guest.user_id, text="遅すぎる")
    assert stage.texts(guest.user_id) == ["こんにちは", "間に合う"]


async def test_a_group_counts_every_member(stage: Stage) -> None:
    assert (await stage.push(ASSOCIATION)).status_code == 200
    assert stage.world.quota.used(stage.clock.now_ms()) == 2


async def test_a_spent_quota_sends_to_nobody(stage: Stage) -> None:
    stage.world.quota.limit = 1
    assert (await stage.push(ASSOCIATION)).status_code == 429
    assert (await stage.push()).status_code == 200
    full = await stage.push()
    assert (full.status_code, full.json()) == (429, {"message": "You have reached your monthly limit."})
    quota = await stage.api("GET", "message/quota")
    assert quota.json() == {"type": "limited", "value": 1}
    assert (await stage.api("GET", "message/quota/consumption")).json() == {"totalUsage": 1}


async def test_the_quota_is_new_each_month(stage: Stage) -> None:
    stage.world.quota.limit = 1
    await stage.push()
    stage.clock.advance(31 * 86_400)
    assert (await stage.push()).status_code == 200


async def test_a_flood_to_one_user_is_stopped_where_set() -> None:
    stage = Stage(Channel(user_flood_limit=2))
    assert [(await stage.push()).status_code for _ in range(3)] == [200, 200, 429]


async def test_a_quote_works_only_in_its_own_chat(stage: Stage) -> None:
    sent = (await stage.push(HARU)).json()["sentMessages"][0]
    body = {"to": HARU, "messages": [{**words(), "quoteToken": sent["quoteToken"]}]}
    assert (await stage.api("POST", "message/push", body)).status_code == 200
    elsewhere = await stage.api("POST", "message/push", {**body, "to": ASSOCIATION})
    assert problems(elsewhere) == {"messages[0].quoteToken": "invalid quote token"}


async def test_mentions_need_a_group(stage: Stage) -> None:
    mention = {"x": {"type": "mention", "mentionee": {"type": "all"}}}
    body = {"to": HARU, "messages": [{"type": "textV2", "text": "{x}", "substitution": mention}]}
    assert problems(await stage.api("POST", "message/push", body)) == {
        "messages[0].substitution": "mentions need a group"
    }
    assert (await stage.api("POST", "message/push", {**body, "to": ASSOCIATION})).status_code == 200
