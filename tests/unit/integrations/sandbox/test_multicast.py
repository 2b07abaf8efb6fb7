"""Multicast and broadcast: many at once, all or nothing."""

import httpx

from tests.unit.integrations.sandbox.stage import ASSOCIATION, HARU, KEY, MISAKI, STRANGER, Stage, problems, words


async def multicast(stage: Stage, to: list[str], key: str | None = None) -> httpx.Response:
    headers = {"x_line_retry_key": key} if key else {}
    return await stage.api("POST", "message/multicast", {"to": to, "messages": [words()]}, **headers)


async def test_reaches_each_once_and_answers_with_an_empty_object(stage: Stage) -> None:
    answer = await multicast(stage, [HARU, MISAKI, HARU], KEY)
    assert (answer.status_code, answer.json()) == (200, {})
    assert (stage.texts(HARU), stage.texts(MISAKI)) == (["ご無事ですか"], ["ご無事ですか"])
    assert stage.world.quota.used(stage.clock.now_ms()) == 2


async def test_all_recipients_share_one_message(stage: Stage) -> None:
    await multicast(stage, [HARU, MISAKI])
    chats = stage.world.chats
    assert chats.of(HARU).messages[0] is chats.of(MISAKI).messages[0]


async def test_a_repeated_key_delivers_nothing(stage: Stage) -> None:
    await multicast(stage, [HARU], KEY)
    again = await multicast(stage, [HARU], KEY)
    assert (again.status_code, again.json()) == (409, {"message": "The retry key is already accepted"})
    assert stage.world.journal.deliveries(HARU) == {KEY: 1}


async def test_malformed_ids_and_groups_are_named(stage: Stage) -> None:
    answer = await multicast(stage, [HARU, "U1", ASSOCIATION])
    assert list(problems(answer)) == ["to[1]", "to[2]"]
    assert stage.texts(HARU) == []


async def test_unknown_ids_are_passed_over_or_refused(stage: Stage) -> None:
    assert (await multicast(stage, [HARU, STRANGER])).status_code == 200
    stage.world.channel.unknown_in_multicast = "refuse"
    assert list(problems(await multicast(stage, [HARU, STRANGER]))) == ["to[1]"]
    assert stage.texts(HARU) == ["ご無事ですか"]


async def test_over_the_quota_nobody_gets_it(stage: Stage) -> None:
    stage.world.quota.limit = 1
    assert (await multicast(stage, [HARU, MISAKI])).status_code == 429
    assert stage.texts(HARU) == []


async def test_whoever_blocked_is_left_out_and_not_counted(stage: Stage) -> None:
    await stage.act("block")
    await multicast(stage, [HARU, MISAKI])
    assert stage.world.journal.sends[-1].delivered == (MISAKI,)
    assert stage.world.quota.used(stage.clock.now_ms()) == 1


async def test_a_broadcast_reaches_all_friends(stage: Stage) -> None:
    stage.world.add_user("旅の人", STRANGER, friend=False)
    await stage.api("POST", "message/broadcast", {"messages": [words()]})
    assert stage.world.journal.sends[-1].delivered == (HARU, MISAKI)
