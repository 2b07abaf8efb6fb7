"""Linking an account the way LINE does it: a token, the dialog, one event or none (line.md 5.1)."""

import httpx

from tests.unit.integrations.sandbox.stage import HARU, STRANGER, Stage

NONCE = "n" * 43


async def link_token(stage: Stage) -> str:
    answer = await stage.api("POST", f"user/{HARU}/linkToken")
    assert answer.status_code == 200
    return str(answer.json()["linkToken"])


async def confirm(stage: Stage, token: str, nonce: str = NONCE) -> httpx.Response:
    return await stage.http.post("/dialog/bot/accountLink", data={"linkToken": token, "nonce": nonce})


async def test_whoever_confirms_is_linked_and_the_bot_hears_it_with_the_nonce(stage: Stage) -> None:
    token = await link_token(stage)
    page = await stage.http.get("/dialog/bot/accountLink", params={"linkToken": token, "nonce": NONCE})
    assert "佐藤ハルさんのLINE" in page.text
    assert stage.events == []
    assert (await confirm(stage, token)).status_code == 200
    await stage.platform.webhooks.settled()
    (event,) = stage.events
    assert (event["type"], event["link"]) == ("accountLink", {"result": "ok", "nonce": NONCE})
    assert event["source"] == {"type": "user", "userId": HARU}
    assert event["replyToken"]


async def test_a_token_is_for_one_use_and_for_ten_minutes_and_then_no_event_comes(stage: Stage) -> None:
    used = await link_token(stage)
    await confirm(stage, used)
    assert (await confirm(stage, used)).status_code == 400
    old = await link_token(stage)
    stage.clock.advance(10 * 60)
    assert (await confirm(stage, old)).status_code == 400
    assert (await stage.http.get("/dialog/bot/accountLink", params={"linkToken": old})).status_code == 400
    await stage.platform.webhooks.settled()
    assert len(stage.events) == 1


async def test_a_nonce_that_is_too_short_fails_without_saying_whose_account_it_was(stage: Stage) -> None:
    await confirm(stage, await link_token(stage), "short")
    await stage.platform.webhooks.settled()
    (event,) = stage.events
    assert event["link"] == {"result": "failed", "nonce": "short"}
    assert "source" not in event
    assert "replyToken" not in event


async def test_a_foreign_page_confirms_nothing(stage: Stage) -> None:
    token = await link_token(stage)
    answer = await stage.http.post(
        "/dialog/bot/accountLink",
        data={"linkToken": token, "nonce": NONCE},
        headers={"origin": "https://evil.example.com"},
    )
    assert answer.status_code == 403
    assert (await confirm(stage, token)).status_code == 200


async def test_what_a_page_is_handed_is_shown_as_words(stage: Stage) -> None:
    token = await link_token(stage)
    page = await stage.http.get("/dialog/bot/accountLink", params={"linkToken": token, "nonce": '"><script>'})
    assert "<script>" not in page.text


async def test_a_token_is_only_for_users_of_the_channel(stage: Stage) -> None:
    assert (await stage.api("POST", f"user/{STRANGER}/linkToken")).status_code == 404
