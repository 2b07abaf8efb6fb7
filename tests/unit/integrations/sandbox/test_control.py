"""The control API and the page: what they show, what they refuse, and who may call them."""

import asyncio
import re

import httpx
import pytest

from integrations.sandbox.line_platform import DemoAction, PhonePage, RealClock, World, create_line_platform
from integrations.sandbox.line_platform.changes import Changes
from tests.unit.integrations.sandbox.stage import ASSOCIATION, HARU, KEY, Stage


async def test_chats_show_people_groups_and_the_newest_line(stage: Stage) -> None:
    await stage.push(text="ご無事ですか")
    chats = (await stage.http.get("/sandbox/chats")).json()
    assert [(user["name"], user["role"], user["last"]) for user in chats["users"]] == [
        ("佐藤ハル", "住民", "ご無事ですか"),
        ("佐藤美咲", "娘", ""),
    ]
    assert chats["groups"][0]["group_id"] == ASSOCIATION


async def test_a_chat_shows_who_said_what(stage: Stage) -> None:
    await stage.push()
    await stage.act("say", {"text": "さすけねぇ"})
    chat = (await stage.http.get(f"/sandbox/chats/{HARU}", params={"limit": 1})).json()
    assert [(message["from"], message["name"]) for message in chat["messages"]] == [(HARU, "佐藤ハル")]
    assert (await stage.http.get("/sandbox/chats/nobody")).status_code == 404


async def test_people_and_groups_can_be_added(stage: Stage) -> None:
    added = (await stage.http.post("/sandbox/users", json={"name": "星和子", "role": "支援者"})).json()
    group = {"name": "班", "members": [added["user_id"]]}
    assert (await stage.http.post("/sandbox/groups", json=group)).status_code == 201
    twice = await stage.http.post("/sandbox/users", json={"name": "星", "user_id": added["user_id"]})
    assert twice.status_code == 409
    assert (await stage.http.post("/sandbox/users", json={"name": "星", "user_id": "U1"})).status_code == 409
    assert (await stage.http.post("/sandbox/groups", json={**group, "members": ["U1"]})).status_code == 409
    assert (await stage.http.post("/sandbox/users", json={"nam": "星"})).status_code == 422


async def test_the_record_counts_calls_keys_and_doubles(stage: Stage) -> None:
    await stage.push(key=KEY)
    await stage.push(key=KEY)
    record = (await stage.http.get("/sandbox/record")).json()
    assert record["calls"] == {"POST /v2/bot/message/push": 2}
    assert record["answers"] == {"POST /v2/bot/message/push": {"200": 1, "409": 1}}
    assert (record["retry_keys"], record["doubled"]) == ({KEY: 1}, [])
    assert record["quota"] == {"limit": None, "used": 1}
    assert (await stage.http.get("/sandbox/record/deliveries", params={"chat_id": HARU})).json() == {KEY: 1}
    assert (await stage.http.get("/sandbox/record/deliveries")).json() == {HARU: 1}
    await stage.http.delete("/sandbox/record")
    assert (await stage.http.get("/sandbox/record")).json()["sends"] == 0


async def test_knobs_turn(stage: Stage) -> None:
    await stage.http.post("/sandbox/faults", json={"kind": "error_before"})
    assert (await stage.push()).status_code == 500
    await stage.http.post("/sandbox/faults", json={"kind": "error_before"})
    await stage.http.delete("/sandbox/faults")
    assert (await stage.push()).status_code == 200
    await stage.http.put("/sandbox/quota", json={"limit": 1})
    await stage.http.put("/sandbox/rates", json={"scale": None})
    assert (await stage.push()).status_code == 429
    assert (await stage.http.put("/sandbox/quota", json={"limit": -1})).status_code == 422
    assert (await stage.http.post("/sandbox/clock/advance", json={"seconds": 60})).status_code == 200


async def test_real_time_cannot_be_moved() -> None:
    app = create_line_platform(World(clock=RealClock()))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost:1") as http:
        assert (await http.post("/sandbox/clock/advance", json={"seconds": 60})).status_code == 409


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1"}, 200),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"host": "evil.example"}, 400),
    ],
)
async def test_other_websites_cannot_drive_the_sandbox(stage: Stage, headers: dict[str, str], status: int) -> None:
    answer = await stage.http.post(f"/sandbox/users/{HARU}/say", json={"text": "はい"}, headers=headers)
    assert answer.status_code == status


async def test_files_are_served_by_name_only_and_with_a_strict_policy(stage: Stage) -> None:
    page = await stage.http.get("/")
    assert "script-src 'self'" in page.headers["content-security-policy"]
    linked = re.findall(r'(?:href|src)="(/phones/[\w.]+)"', page.text)
    assert len(linked) == 5
    assert {(await stage.http.get(path)).status_code for path in linked} == {200}
    for path in ("/phones/page.py", "/phones/..%2fserve.py", "/phones/../refusal.py"):
        assert (await stage.http.get(path)).status_code == 404


async def test_files_of_people_cannot_become_pages(stage: Stage) -> None:
    upload = {"content": b"<script>", "headers": {"content-type": "text/html"}}
    assert (await stage.http.post(f"/sandbox/users/{HARU}/photo", **upload)).status_code == 415  # type: ignore[arg-type]
    message_id = (await stage.act("photo"))["message_id"]
    shown = await stage.http.get(f"/sandbox/contents/{message_id}")
    assert (shown.headers["x-content-type-options"], shown.headers["content-type"]) == ("nosniff", "image/png")
    assert (await stage.http.get("/sandbox/contents/1")).status_code == 404


async def test_the_strip_presses_its_buttons_and_says_when_nobody_answers() -> None:
    actions = [
        DemoAction("写真を消す", post="/sandbox/clock/advance"),
        DemoAction("訓練", post="http://127.0.0.1:1/drill"),
        DemoAction("職員", href="http://127.0.0.1:8020/"),
    ]
    world = World()
    haru = world.add_user("佐藤ハル").user_id
    app = create_line_platform(world, page=PhonePage(phones=[haru], actions=actions))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1:1") as http:
        settings = (await http.get("/sandbox/page")).json()
        assert settings["phones"] == [haru]
        assert [action["href"] for action in settings["actions"]] == [None, None, "http://127.0.0.1:8020/"]
        assert (await http.post("/sandbox/page/actions/1")).status_code == 502
        assert (await http.post("/sandbox/page/actions/2")).status_code == 404
        assert (await http.post("/sandbox/page/actions/9")).status_code == 404


@pytest.mark.parametrize("where", [{}, {"href": "/", "post": "/"}, {"href": "javascript:alert(1)"}])
def test_a_button_of_the_strip_leads_to_one_place(where: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="訓練"):
        DemoAction("訓練", **where)


async def test_watchers_hear_the_newest_word_once() -> None:
    changes = Changes()
    watcher = changes.watch()
    for kind in ("state", "message"):
        changes.tell(HARU, kind)
    assert await watcher.next(1) == {HARU: "message"}
    assert await watcher.next(0.001) == {}
    waiting = asyncio.create_task(watcher.next(1))
    await asyncio.sleep(0)
    changes.tell(ASSOCIATION)
    assert await waiting == {ASSOCIATION: "message"}
    changes.leave(watcher)
    changes.tell(HARU)
    assert await watcher.next(0.001) == {}
