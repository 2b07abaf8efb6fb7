"""Each event in the form of LINE's reference: golden examples, typed anew."""

from typing import Any

import pytest

from tests.unit.integrations.sandbox.stage import ASSOCIATION, HARU, MISAKI, Stage

USER = {"type": "user", "userId": HARU}
GROUP = {"type": "group", "groupId": ASSOCIATION}
ANY = object()


def same(event: dict[str, Any], golden: dict[str, Any]) -> bool:
    """Equal in every field; ANY stands for a made-up id or token."""
    if event.keys() != golden.keys():
        return False
    return all(
        wanted is ANY or (same(event[name], wanted) if isinstance(wanted, dict) else event[name] == wanted)
        for name, wanted in golden.items()
    )


def golden(kind: str, source: dict[str, str], *, repliable: bool = True, **content: Any) -> dict[str, Any]:
    common: dict[str, Any] = {
        "type": kind,
        "mode": "active",
        "timestamp": 1_767_225_600_000,
        "source": source,
        "webhookEventId": ANY,
        "deliveryContext": {"isRedelivery": False},
    }
    return common | content | ({"replyToken": ANY} if repliable else {})


def message(kind: str, **content: Any) -> dict[str, Any]:
    quotable = {"quoteToken": ANY} if kind in ("text", "image", "sticker") else {}
    return {"type": kind, "id": ANY, "markAsReadToken": ANY, **quotable, **content}


LINE_MADE = {"contentProvider": {"type": "line"}}
PLACE = {"title": "鶴ヶ城公園", "address": "追手町1", "latitude": 37.4877, "longitude": 139.9297}
ACTS: list[tuple[str, Any, dict[str, Any]]] = [
    ("say", {"text": "さすけねぇ"}, golden("message", USER, message=message("text", text="さすけねぇ"))),
    (
        "sticker",
        {"keywords": ["OK"]},
        golden(
            "message",
            USER,
            message=message(
                "sticker", packageId="446", stickerId="1988", stickerResourceType="STATIC", keywords=["OK"]
            ),
        ),
    ),
    ("photo", None, golden("message", USER, message=message("image", **LINE_MADE))),
    ("voice", None, golden("message", USER, message=message("audio", duration=3000, **LINE_MADE))),
    ("location", PLACE, golden("message", USER, message=message("location", **PLACE))),
    ("block", None, golden("unfollow", USER, repliable=False)),
]


@pytest.mark.parametrize(("act", "body", "expected"), ACTS, ids=[act for act, _, _ in ACTS])
async def test_an_act_sends_its_event(stage: Stage, act: str, body: Any, expected: dict[str, Any]) -> None:
    done = await stage.act(act, body)
    assert done["webhook"] == "ok"
    assert same(stage.events[0], expected), stage.events[0]


async def test_following_again_tells_that_it_was_unblocked(stage: Stage) -> None:
    await stage.act("block")
    await stage.act("follow")
    assert same(stage.events[1], golden("follow", USER, follow={"isUnblocked": True}))


async def test_taking_back_names_the_message_and_removes_its_content(stage: Stage) -> None:
    message_id = (await stage.act("photo"))["message_id"]
    assert (await stage.api("GET", f"message/{message_id}/content")).headers["content-type"] == "image/png"
    assert (await stage.api("GET", f"message/{message_id}/content/preview")).status_code == 200
    assert (await stage.api("GET", f"message/{message_id}/content/transcoding")).status_code == 400
    await stage.act("unsend", {"message_id": message_id})
    assert same(stage.events[1], golden("unsend", USER, repliable=False, unsend={"messageId": message_id}))
    assert (await stage.api("GET", f"message/{message_id}/content")).status_code == 410
    assert (await stage.api("GET", "message/1/content")).status_code == 404


async def test_a_recording_is_prepared_before_it_can_be_fetched(stage: Stage) -> None:
    message_id = (await stage.act("voice"))["message_id"]
    path = f"message/{message_id}/content"
    assert (await stage.api("GET", f"{path}/transcoding")).json() == {"status": "processing"}
    assert (await stage.api("GET", path)).status_code == 202
    assert (await stage.api("GET", path)).status_code == 200
    assert (await stage.api("GET", f"{path}/transcoding")).json() == {"status": "succeeded"}
    assert (await stage.api("GET", f"{path}/preview")).status_code == 400


async def test_members_and_the_bot_come_and_go(stage: Stage) -> None:
    member = {"members": [{"type": "user", "userId": MISAKI}]}
    for path in (
        f"users/{MISAKI}/groups/{ASSOCIATION}/leave",
        f"users/{MISAKI}/groups/{ASSOCIATION}/join",
        f"groups/{ASSOCIATION}/remove-bot",
        f"groups/{ASSOCIATION}/invite-bot",
    ):
        assert (await stage.http.post(f"/sandbox/{path}")).status_code == 200
    expected = [
        golden("memberLeft", GROUP, repliable=False, left=member),
        golden("memberJoined", GROUP, joined=member),
        golden("leave", GROUP, repliable=False),
        golden("join", GROUP),
    ]
    assert all(same(event, wanted) for event, wanted in zip(stage.events, expected, strict=True)), stage.events


async def test_ids_have_the_forms_of_the_reference(stage: Stage) -> None:
    await stage.act("say", {"text": "はい"})
    event = stage.events[0]
    assert len(event["webhookEventId"]) == 26
    assert event["webhookEventId"].startswith("01KD")
    assert event["message"]["id"].isdigit()
    assert len(bytes.fromhex(event["replyToken"])) == 16
