"""Taps: the right button is found, and does what LINE's app does."""

from typing import Any

from tests.unit.integrations.sandbox.stage import ASSOCIATION, HARU, MISAKI, Stage
from tests.unit.integrations.sandbox.test_validator import LINK, POSTBACK, box, bubble, flex, quick, template, text

CHECK_IN = flex(bubble(footer=box({"type": "button", "action": POSTBACK}, {"type": "button", "action": LINK})))


async def sent(stage: Stage, *messages: dict[str, Any], to: str = HARU) -> None:
    answer = await stage.api("POST", "message/push", {"to": to, "messages": list(messages)})
    assert answer.status_code == 200, answer.text


async def chips(stage: Stage) -> list[str]:
    chat = (await stage.http.get(f"/sandbox/chats/{HARU}")).json()
    return [item["action"]["label"] for item in chat["quick_reply"]]


async def test_a_postback_echoes_its_display_text_and_sends_its_data(stage: Stage) -> None:
    await sent(stage, CHECK_IN)
    done = await stage.act("tap", {"label": "無事です"})
    assert done["webhook"] == "ok"
    assert [event["type"] for event in stage.events] == ["postback"]
    assert stage.events[0]["postback"] == {"data": "v1.safe"}
    assert stage.texts()[-1] == "無事です"


async def test_an_older_message_keeps_its_buttons(stage: Stage) -> None:
    await sent(stage, CHECK_IN)
    await sent(stage, text())
    assert (await stage.act("tap", {"data": "v1.safe"}))["webhook"] == "ok"


async def test_the_newest_message_with_the_button_is_tapped(stage: Stage) -> None:
    await sent(stage, template(type="buttons", text="a", actions=[{**POSTBACK, "data": "old"}]))
    await sent(stage, template(type="buttons", text="a", actions=[{**POSTBACK, "data": "new"}]))
    await stage.act("tap", {"label": "無事です"})
    assert stage.events[0]["postback"]["data"] == "new"
    older = stage.world.chats.of(HARU).messages[0].message_id
    await stage.act("tap", {"label": "無事です", "message_id": older})
    assert stage.events[1]["postback"]["data"] == "old"


async def test_only_the_last_message_shows_its_quick_reply(stage: Stage) -> None:
    await sent(stage, quick({**POSTBACK, "label": "前"}), quick({**POSTBACK, "label": "後"}))
    assert await chips(stage) == ["後"]
    missing = await stage.http.post(f"/sandbox/users/{HARU}/tap", json={"label": "前"})
    assert missing.status_code == 409
    assert "後" in missing.json()["detail"]


async def test_a_chip_goes_with_its_tap_but_the_location_chip_stays(stage: Stage) -> None:
    silent = {"type": "postback", "label": "はい", "data": "yes"}
    await sent(stage, quick(silent, {"type": "location", "label": "場所"}))
    assert (await stage.act("tap", {"label": "場所"}))["opened"] == {"type": "location", "label": "場所"}
    assert await chips(stage) == ["はい", "場所"]
    await stage.act("tap", {"label": "はい"})
    assert await chips(stage) == []
    assert stage.texts() == ["はい"]


async def test_a_newer_message_takes_the_chips_away(stage: Stage) -> None:
    await sent(stage, quick(POSTBACK))
    await stage.act("say", {"text": "さすけねぇ"})
    assert await chips(stage) == []


async def test_a_message_action_says_its_words(stage: Stage) -> None:
    await sent(stage, quick({"type": "message", "label": "自宅", "text": "自宅にいます"}))
    await stage.act("tap", {"label": "自宅にいます"})
    assert stage.events[0]["message"]["text"] == "自宅にいます"


async def test_a_date_picker_sends_what_was_picked(stage: Stage) -> None:
    await sent(stage, quick({"type": "datetimepicker", "label": "日", "data": "day", "mode": "date"}))
    assert (await stage.act("tap", {"label": "日"}))["webhook"] is None
    await stage.act("tap", {"label": "日", "moment": "2026-01-02"})
    assert stage.events[0]["postback"] == {"data": "day", "params": {"date": "2026-01-02"}}


async def test_a_number_is_opened_and_noted_without_an_event(stage: Stage) -> None:
    await sent(stage, CHECK_IN)
    done = await stage.act("tap", {"label": "tel:119"})
    assert done["opened"] == LINK
    assert list(stage.world.journal.opened_uris) == [(HARU, "tel:119")]
    assert stage.events == []


async def test_a_tap_in_a_group_speaks_in_the_group(stage: Stage) -> None:
    await sent(stage, CHECK_IN, to=ASSOCIATION)
    await stage.http.post(f"/sandbox/users/{MISAKI}/tap", params={"group": ASSOCIATION}, json={"data": "v1.safe"})
    assert stage.events[0]["source"]["groupId"] == ASSOCIATION
    assert stage.texts(ASSOCIATION)[-1] == "無事です"


async def test_whoever_blocked_cannot_write(stage: Stage) -> None:
    await stage.act("block")
    refused = await stage.http.post(f"/sandbox/users/{HARU}/say", json={"text": "はい"})
    assert (refused.status_code, "unblock" in refused.json()["detail"]) == (409, True)
