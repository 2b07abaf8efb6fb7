"""The web chat's server as a browser meets it, frame by frame, without a browser."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http.cookies import SimpleCookie
from typing import Any
from uuid import uuid4

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from bot.core.events import FollowStarted, TextSaid
from bot.core.replies import Say
from handlers.web_chat import talk
from handlers.web_chat.socket import Closing
from tests.e2e.web_chat_town import Town
from tests.unit.handlers.web_chat.stage import words


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    town = Town()
    await town.start()
    yield town
    await town.close()


async def post_account(town: Town, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient() as client:
        return await client.post(f"{town.address}/chat/account", headers={"Origin": town.address, **headers})


async def new_cookie(town: Town) -> str:
    response = await post_account(town)
    return response.headers["set-cookie"].partition(";")[0]


@asynccontextmanager
async def socket(town: Town, cookie: str | None, origin: str | None = None) -> AsyncIterator[ClientConnection]:
    headers = {"Origin": origin or town.address} | ({"Cookie": cookie} if cookie else {})
    async with connect(town.address.replace("http", "ws") + "/chat/socket", additional_headers=headers) as opened:
        yield opened


@asynccontextmanager
async def chat(town: Town, cookie: str, seen: int = 0) -> AsyncIterator[ClientConnection]:
    async with socket(town, cookie) as opened:
        await say(opened, kind="hello", seen=seen)
        yield opened


async def say(opened: ClientConnection, **frame: Any) -> None:
    await opened.send(json.dumps(frame))


async def heard(opened: ClientConnection, kind: str) -> dict[str, Any]:
    """The next frame of the kind; others are passed over."""
    async with asyncio.timeout(5):
        while True:
            frame: dict[str, Any] = json.loads(await opened.recv())
            if frame["kind"] == kind:
                return frame


async def numbers(opened: ClientConnection, up_to: int) -> list[int]:
    found: list[int] = []
    while not found or found[-1] < up_to:
        found += [entry["seq"] for entry in (await heard(opened, "entries"))["entries"]]
    return found


async def closing(opened: ClientConnection) -> int | None:
    async with asyncio.timeout(5):
        await opened.wait_closed()
    return opened.close_code


async def test_a_new_browser_gets_an_account_in_a_cookie_that_scripts_cannot_read(town: Town) -> None:
    response = await post_account(town)
    (cookie,) = SimpleCookie(response.headers["set-cookie"]).values()
    assert response.status_code == 204
    assert (len(cookie.value), cookie["httponly"], cookie["samesite"], cookie["path"]) == (43, True, "lax", "/")


async def test_an_account_is_kept_when_the_browser_asks_again(town: Town) -> None:
    again = await post_account(town, Cookie=await new_cookie(town))
    assert again.status_code == 204
    assert "set-cookie" not in again.headers


async def test_the_token_is_not_the_address(town: Town) -> None:
    cookie = await new_cookie(town)
    async with chat(town, cookie) as opened:
        await say(opened, kind="text", id=str(uuid4()), text="さすけねぇ")
        await heard(opened, "accepted")
    (arrival,) = town.inbox.arrivals
    assert cookie.partition("=")[2] not in f"{arrival}"


async def test_a_foreign_page_gets_neither_an_account_nor_a_socket(town: Town) -> None:
    assert (await post_account(town, Origin="https://evil.example")).status_code == 403
    cookie = await new_cookie(town)
    with pytest.raises(InvalidStatus) as refused:
        async with socket(town, cookie, origin="https://evil.example"):
            pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize("cookie", [None, "anpi_chat=" + "x" * 43, "anpi_chat=short", "anpi_chat=" + "x" * 4000])
async def test_without_an_account_of_ours_the_page_is_told_to_ask_for_one(town: Town, cookie: str | None) -> None:
    async with socket(town, cookie) as opened:
        assert await closing(opened) == Closing.NO_ACCOUNT


async def test_a_database_that_is_down_is_said_and_nothing_is_made(town: Town) -> None:
    cookie = await new_cookie(town)
    town.accounts.down = True
    response = await post_account(town)
    assert (response.status_code, response.headers["retry-after"]) == (503, "3")
    async with socket(town, cookie) as opened:
        assert await closing(opened) == Closing.TRY_AGAIN


async def test_the_past_is_shown_from_where_the_page_was_and_nothing_twice(town: Town) -> None:
    cookie = await new_cookie(town)
    async with chat(town, cookie) as opened:
        assert await heard(opened, "welcome") == {"kind": "welcome", "newest": 0, "fresh": True}
        for text in ("一", "二"):
            await say(opened, kind="text", id=str(uuid4()), text=text)
        assert await numbers(opened, up_to=4) == [1, 2, 3, 4]
    await town.say("m5", Say(words("お知らせ")))
    async with chat(town, cookie, seen=3) as opened:
        assert await heard(opened, "welcome") == {"kind": "welcome", "newest": 5, "fresh": False}
        assert await numbers(opened, up_to=5) == [4, 5]
        await town.say("m6", Say(words("お知らせ")))
        assert await numbers(opened, up_to=6) == [6]


async def test_a_page_that_has_seen_more_than_there_is_begins_anew(town: Town) -> None:
    cookie = await new_cookie(town)
    async with chat(town, cookie, seen=40) as opened:
        assert (await heard(opened, "welcome"))["fresh"]


async def test_a_new_page_is_shown_the_newest_part_of_a_long_past_and_a_returning_one_all_it_missed(town: Town) -> None:
    cookie = await new_cookie(town)
    async with chat(town, cookie) as opened:
        await say(opened, kind="text", id=str(uuid4()), text="一")
        await numbers(opened, up_to=2)
    for number in range(3, 501):
        await town.say(f"m{number}", Say(words("お知らせ")))
    async with chat(town, cookie) as opened:
        assert await numbers(opened, up_to=500) == list(range(500 - talk.HISTORY + 1, 501))
    async with chat(town, cookie, seen=2) as opened:
        assert await numbers(opened, up_to=500) == list(range(3, 501))


async def test_the_same_words_sent_again_are_acknowledged_again_and_kept_once(town: Town) -> None:
    cookie, id_ = await new_cookie(town), str(uuid4())
    for _ in range(3):
        async with chat(town, cookie) as opened:
            await say(opened, kind="text", id=id_, text="さすけねぇ")
            assert (await heard(opened, "accepted"))["id"] == id_
    assert town.said == [TextSaid("さすけねぇ")]
    assert town.log.reads > 0
    async with chat(town, cookie) as opened:
        assert (await heard(opened, "welcome"))["newest"] == 2


@pytest.mark.parametrize("lost", ["before it was kept", "after it was kept"])
async def test_what_could_not_be_acknowledged_is_kept_by_the_page_and_sent_again(town: Town, lost: str) -> None:
    cookie, id_ = await new_cookie(town), str(uuid4())
    town.inbox.down, town.inbox.forgetful = lost == "before it was kept", lost == "after it was kept"
    async with chat(town, cookie) as opened:
        await say(opened, kind="text", id=id_, text="さすけねぇ")
        assert await heard(opened, "later") == {"kind": "later", "id": id_, "after": talk.LATER}
        town.inbox.down = False
        await say(opened, kind="text", id=id_, text="さすけねぇ")
        await heard(opened, "accepted")
    assert town.said == [TextSaid("さすけねぇ")]


async def test_two_first_openings_are_one_event(town: Town) -> None:
    cookie = await new_cookie(town)
    async with chat(town, cookie) as one, chat(town, cookie) as other:
        for opened in (one, other):
            await say(opened, kind="start", id="start")
            await heard(opened, "accepted")
    assert town.said == [FollowStarted()]


async def test_a_broken_frame_is_refused_by_its_id_and_the_next_one_is_taken(town: Town) -> None:
    async with chat(town, await new_cookie(town)) as opened:
        bad, good = str(uuid4()), str(uuid4())
        await say(opened, kind="place", id=bad, latitude=91, longitude=0)
        assert await heard(opened, "refused") == {"kind": "refused", "id": bad, "flaw": "bad_place"}
        await opened.send("{" * 20_000)
        assert (await heard(opened, "refused"))["flaw"] == "too_long"
        await say(opened, kind="text", id=good, text="さすけねぇ")
        await heard(opened, "accepted")


async def test_somebody_who_hurries_too_much_is_asked_to_send_it_later(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talk, "monotonic", lambda: 0.0)
    async with chat(town, await new_cookie(town)) as opened:
        for _ in range(talk.BURST + 5):
            await say(opened, kind="text", id=str(uuid4()), text="無事")
        await heard(opened, "later")
    assert len(town.said) == talk.BURST


@pytest.mark.parametrize("first", ['{"kind": "ping"}', '{"kind": "text"}', "hello", b"\x00"])
async def test_a_socket_that_does_not_begin_with_a_hello_is_closed(town: Town, first: str | bytes) -> None:
    async with socket(town, await new_cookie(town)) as opened:
        await opened.send(first)
        assert await closing(opened) == Closing.UNREADABLE


async def test_a_ping_is_answered_and_silence_is_closed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    async with chat(town, await new_cookie(town)) as opened:
        await say(opened, kind="ping")
        await heard(opened, "pong")
        # It holds from the next frame on: until then nobody was silent, however slow the machine.
        monkeypatch.setattr(talk, "IDLE", 0.3)
        await say(opened, kind="ping")
        await heard(opened, "pong")
        assert await closing(opened) == Closing.IDLE


async def test_a_seventh_window_sends_the_first_one_away(town: Town) -> None:
    cookie = await new_cookie(town)
    async with chat(town, cookie) as first:
        await heard(first, "welcome")
        others = [connected async for connected in windows(town, cookie, 6)]
        assert await closing(first) == Closing.ELSEWHERE
        for other in others:
            await other.close()


async def windows(town: Town, cookie: str, count: int) -> AsyncIterator[ClientConnection]:
    for _ in range(count):
        headers = {"Origin": town.address, "Cookie": cookie}
        opened = await connect(town.address.replace("http", "ws") + "/chat/socket", additional_headers=headers)
        await say(opened, kind="hello", seen=0)
        await heard(opened, "welcome")
        yield opened


async def test_one_persons_words_never_reach_another(town: Town) -> None:
    async with chat(town, await new_cookie(town)) as one, chat(town, await new_cookie(town)) as other:
        await heard(other, "welcome")
        await say(one, kind="text", id=str(uuid4()), text="秘密")
        await numbers(one, up_to=2)
        await say(other, kind="ping")
        assert json.loads(await other.recv()) == {"kind": "pong"}


async def test_the_page_lets_nothing_in_but_its_own_files(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address) as client:
        page = await client.get("/chat")
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert f"connect-src 'self' {town.address.replace('http', 'ws')}" in policy
        assert "set-cookie" not in page.headers
        assert "http://" not in page.text.replace(town.address, "")
        assert "https://" not in page.text


@pytest.mark.parametrize(
    ("asked", "got"),
    [
        ("en-US,en;q=0.9", "en"),
        ("ja,en;q=0.8", "ja"),
        ("pt-BR", "ja"),
        ("", "ja"),
        ("pt,en;q=0.5", "en"),
        ("x" * 9000, "ja"),
    ],
)
async def test_the_page_opens_in_the_language_the_browser_asks_for(town: Town, asked: str, got: str) -> None:
    async with httpx.AsyncClient() as client:
        page = await client.get(f"{town.address}/chat", headers={"Accept-Language": asked})
    assert f'<html lang="{got}"' in page.text


async def test_files_are_served_by_name_only_and_not_sent_twice(town: Town) -> None:
    async with httpx.AsyncClient(base_url=town.address) as client:
        script = await client.get("/chat/static/chat.js")
        assert script.headers["content-type"].startswith("text/javascript")
        known = await client.get("/chat/static/chat.js", headers={"If-None-Match": script.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
        for name in ("page.html", "..%2flog.py", "%2e%2e/log.py", "nothing.js"):
            assert (await client.get(f"/chat/static/{name}")).status_code == 404


async def test_the_page_opens_while_the_database_is_down(town: Town) -> None:
    town.accounts.down = town.log.down = town.inbox.down = True
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{town.address}/chat")).status_code == 200
