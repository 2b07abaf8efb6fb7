"""Profiles, followers, the bot, groups, loading, read marks."""

import pytest

from tests.unit.integrations.sandbox.stage import ASSOCIATION, HARU, MISAKI, STRANGER, Stage


async def test_a_profile_is_there_until_the_person_blocks(stage: Stage) -> None:
    profile = await stage.api("GET", f"profile/{HARU}")
    assert profile.json() == {"userId": HARU, "displayName": "佐藤ハル", "language": "ja"}
    await stage.act("block")
    assert (await stage.api("GET", f"profile/{HARU}")).status_code == 404
    assert (await stage.api("GET", f"profile/{STRANGER}")).status_code == 404
    assert (await stage.api("GET", "profile/haru")).status_code == 400


async def test_a_non_friend_has_a_profile_after_writing(stage: Stage) -> None:
    guest = stage.world.add_user("旅の人", friend=False).user_id
    assert (await stage.api("GET", f"profile/{guest}")).status_code == 404
    await stage.act("say", {"text": "こんにちは"}, guest)
    assert (await stage.api("GET", f"profile/{guest}")).status_code == 200


async def test_followers_come_in_pages(stage: Stage) -> None:
    first = (await stage.api("GET", "followers/ids?limit=1")).json()
    assert first["userIds"] == [HARU]
    second = (await stage.api("GET", f"followers/ids?limit=1&start={first['next']}")).json()
    assert second == {"userIds": [MISAKI]}
    stage.clock.advance(24 * 3600 + 1)
    assert (await stage.api("GET", f"followers/ids?start={first['next']}")).json() == {"message": "Invalid start param"}
    assert (await stage.api("GET", "followers/ids?limit=1001")).status_code == 400


async def test_member_lists_are_for_verified_accounts(stage: Stage) -> None:
    assert (await stage.api("GET", f"group/{ASSOCIATION}/members/ids")).json() == {"memberIds": [HARU, MISAKI]}
    stage.world.channel.verified = False
    assert (await stage.api("GET", "followers/ids")).status_code == 403
    assert (await stage.api("GET", f"group/{ASSOCIATION}/members/ids")).status_code == 403


async def test_the_bot_knows_itself(stage: Stage) -> None:
    info = (await stage.api("GET", "info")).json()
    assert info["userId"] == stage.world.channel.bot_user_id
    assert (info["chatMode"], info["markAsReadMode"]) == ("bot", "auto")


async def test_a_group_tells_its_name_and_count_until_the_bot_leaves(stage: Stage) -> None:
    summary = await stage.api("GET", f"group/{ASSOCIATION}/summary")
    assert summary.json() == {"groupId": ASSOCIATION, "groupName": "城西町内会"}
    assert (await stage.api("GET", f"group/{ASSOCIATION}/members/count")).json() == {"count": 2}
    member = await stage.api("GET", f"group/{ASSOCIATION}/member/{MISAKI}")
    assert member.json() == {"userId": MISAKI, "displayName": "佐藤美咲"}
    assert (await stage.api("POST", f"group/{ASSOCIATION}/leave")).status_code == 200
    await stage.platform.webhooks.settled()
    assert [event["type"] for event in stage.events] == ["leave"]
    assert (await stage.api("GET", f"group/{ASSOCIATION}/summary")).status_code == 404
    assert (await stage.push(ASSOCIATION)).status_code == 400


@pytest.mark.parametrize("group_id", ["association", HARU])
async def test_a_malformed_group_is_refused(stage: Stage, group_id: str) -> None:
    assert (await stage.api("GET", f"group/{group_id}/summary")).status_code == 400


async def test_loading_shows_until_a_message_comes(stage: Stage) -> None:
    answer = await stage.api("POST", "chat/loading/start", {"chatId": HARU, "loadingSeconds": 5})
    assert answer.status_code == 202
    assert (await stage.http.get(f"/sandbox/chats/{HARU}")).json()["loading"]
    await stage.push()
    assert not (await stage.http.get(f"/sandbox/chats/{HARU}")).json()["loading"]


@pytest.mark.parametrize("body", [{"chatId": HARU, "loadingSeconds": 7}, {"chatId": ASSOCIATION}, {}])
async def test_loading_is_measured_in_fives_and_for_people_only(stage: Stage, body: dict[str, object]) -> None:
    assert (await stage.api("POST", "chat/loading/start", body)).status_code == 400


async def test_messages_are_marked_as_read_by_their_token(stage: Stage) -> None:
    await stage.act("say", {"text": "無事"})
    message = stage.events[0]["message"]
    answer = await stage.api("POST", "chat/markAsRead", {"markAsReadToken": message["markAsReadToken"]})
    assert answer.status_code == 200
    assert stage.world.chats.of(HARU).read_message_id == message["id"]
    refused = await stage.api("POST", "chat/markAsRead", {"markAsReadToken": message["quoteToken"]})
    assert refused.status_code == 400


async def test_link_tokens_are_for_known_people(stage: Stage) -> None:
    assert (await stage.api("POST", f"user/{HARU}/linkToken")).json()["linkToken"]
    assert (await stage.api("POST", f"user/{STRANGER}/linkToken")).status_code == 404
