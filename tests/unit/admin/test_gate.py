"""Nobody gets in without a session: pages, files, sockets; and nobody stays in after it."""

import asyncio
from typing import Any

import httpx
import pytest
from nicegui import core
from starlette.types import ASGIApp, Message

from admin.app import create_console
from admin.gate import COOKIE, Gate
from admin.sessions import LASTS, Sessions
from admin.tries import EACH
from bot.storage.database import Database
from bot.storage.wakeups import InProcessWakeups
from tests.integration.console_town import CODE, StillClock, parts_over

HOST = "console.example.jp"
OURS = {"origin": f"http://{HOST}"}


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def console(clock: StillClock, tmp_path: Any) -> ASGIApp:
    """Its stores are never opened: whoever is refused reaches nothing that needs them."""
    return create_console(parts_over(Database(f"sqlite:///{tmp_path / 'none.db'}"), clock, InProcessWakeups()))


def browser(console: ASGIApp, address: str = "192.0.2.1") -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=console, client=(address, 1234))
    return httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}")


async def sign_in(client: httpx.AsyncClient, code: str = CODE, **headers: str) -> httpx.Response:
    return await client.post("/sign-in", data={"code": code}, headers={**OURS, **headers})


async def test_every_route_of_the_board_is_closed_without_a_session(console: ASGIApp) -> None:
    paths = {getattr(route, "path", "") for route in core.app.routes}
    assert len(paths) > 5
    async with browser(console) as client:
        for path in sorted(paths | {"/", "/nothing-here", "/_nicegui_ws/socket.io/?EIO=4&transport=polling"}):
            answer = await client.get(path.replace("{", "x").replace("}", "x") or "/")
            assert answer.status_code == 401, path
            assert answer.text == "Unauthorized"


async def test_a_person_without_a_session_is_led_to_the_sign_in(console: ASGIApp) -> None:
    async with browser(console) as client:
        answer = await client.get("/", headers={"accept": "text/html"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
        assert "サインインのコード" in (await client.get("/sign-in")).text


async def test_signing_in_anew_by_the_code_ends_the_session_before(console: ASGIApp) -> None:
    async with browser(console) as client, browser(console) as elsewhere:
        await sign_in(client)
        before = client.cookies[COOKIE]
        await sign_in(client)
        assert client.cookies[COOKIE] != before
        assert (await client.get("/session")).status_code == 204
        assert (await elsewhere.get("/session", headers={"cookie": f"{COOKIE}={before}"})).status_code == 401


async def test_the_right_code_gives_a_cookie_that_scripts_and_other_sites_cannot_use(console: ASGIApp) -> None:
    async with browser(console) as client:
        answer = await sign_in(client)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"]
        assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age=43200"))
        assert CODE not in cookie
        assert (await client.get("/session")).status_code == 204


async def test_over_https_the_cookie_is_secure(console: ASGIApp) -> None:
    transport = httpx.ASGITransport(app=console)
    async with httpx.AsyncClient(transport=transport, base_url=f"https://{HOST}") as client:
        answer = await sign_in(client, origin=f"https://{HOST}")
        assert "Secure" in answer.headers["set-cookie"]


@pytest.mark.parametrize("code", ["", "000000", CODE[:-1], CODE + "0", "<script>", "あ" * 50])
async def test_a_wrong_code_gives_nothing(console: ASGIApp, code: str) -> None:
    async with browser(console) as client:
        answer = await sign_in(client, code)
        assert (answer.status_code, answer.headers.get("set-cookie")) == (403, None)
        assert "コードが違います" in answer.text


@pytest.mark.parametrize("code", ["２４６８１０", f" {CODE} "])
async def test_full_width_digits_and_spaces_are_the_same_code(console: ASGIApp, code: str) -> None:
    async with browser(console) as client:
        assert (await sign_in(client, code)).status_code == 303


async def test_after_five_wrong_codes_even_the_right_one_waits(console: ASGIApp) -> None:
    async with browser(console) as client, browser(console, "192.0.2.2") as colleague:
        for _ in range(EACH):
            assert (await sign_in(client, "wrong")).status_code == 403
        answer = await sign_in(client)
        assert (answer.status_code, answer.headers.get("set-cookie")) == (429, None)
        assert (await sign_in(colleague)).status_code == 303


async def test_a_huge_body_is_not_read(console: ASGIApp) -> None:
    async with browser(console) as client:
        assert (await sign_in(client, CODE + "&x=" + "x" * 5_000)).status_code == 403


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", f"http://{HOST}:8000"])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
async def test_another_pages_form_signs_nobody_in_or_out(console: ASGIApp, path: str, origin: str | None) -> None:
    async with browser(console) as client:
        await sign_in(client)
        headers = {"origin": origin} if origin else {}
        assert (await client.post(path, data={"code": CODE}, headers=headers)).status_code == 403
        assert (await client.get("/session")).status_code == 204


async def test_another_port_of_the_same_host_cannot_read_with_the_cookie(console: ASGIApp) -> None:
    async with browser(console) as client:
        await sign_in(client)
        answer = await client.get("/", headers={"origin": f"http://{HOST}:8000"})
        assert answer.status_code == 403


async def test_signed_out_is_out(console: ASGIApp) -> None:
    async with browser(console) as client:
        await sign_in(client)
        token = client.cookies[COOKIE]
        assert (await client.post("/sign-out", headers=OURS)).status_code == 303
        client.cookies.set(COOKIE, token)
        assert (await client.get("/session")).status_code == 401
        assert (await client.get("/")).status_code == 401


async def test_twelve_hours_later_it_is_over(console: ASGIApp, clock: StillClock) -> None:
    async with browser(console) as client:
        await sign_in(client)
        clock.time += LASTS
        assert (await client.get("/")).status_code == 401


async def test_every_answer_forbids_framing_and_keeping(console: ASGIApp) -> None:
    async with browser(console) as client:
        for path in ("/sign-in", "/", "/healthz"):
            headers = (await client.get(path)).headers
            assert "frame-ancestors 'none'" in headers["content-security-policy"]
            assert headers["x-frame-options"] == "DENY"
            assert headers["cache-control"] == "no-store"
            assert headers["referrer-policy"] == "same-origin"


class Line:
    """A socket into an app behind the gate, which greets and repeats what it hears."""

    def __init__(self, sessions: Sessions, clock: StillClock, token: str, origin: str | None = OURS["origin"]) -> None:
        self.said: list[Message] = []
        self.heard: list[Message] = []
        self.reached = False
        self._inbound: asyncio.Queue[Message] = asyncio.Queue()
        named = [(b"origin", origin.encode())] if origin else []
        headers = [(b"host", HOST.encode()), (b"cookie", f"{COOKIE}={token}".encode()), *named]
        scope = {"type": "websocket", "path": "/", "headers": headers}
        gate = Gate(self._app, sessions, clock)
        self.task = asyncio.create_task(gate(scope, self._inbound.get, self._send))

    async def _app(self, scope: Any, receive: Any, send: Any) -> None:
        self.reached = True
        while True:
            message = await receive()
            self.heard.append(message)
            if message["type"] == "websocket.disconnect":
                return
            await send({"type": "websocket.send", "text": message.get("text", "hello")})

    async def _send(self, message: Message) -> None:
        self.said.append(message)

    async def say(self, text: str) -> None:
        await self._inbound.put({"type": "websocket.receive", "text": text})
        for _ in range(5):
            await asyncio.sleep(0)


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", f"http://{HOST}:8000"])
async def test_a_foreign_pages_socket_is_closed_before_it_opens(clock: StillClock, origin: str | None) -> None:
    sessions = Sessions()
    line = Line(sessions, clock, sessions.begin(clock.now()), origin)
    await line.task
    assert line.said == [{"type": "websocket.close", "code": 1008}]
    assert not line.reached


async def test_a_socket_without_a_session_is_closed_before_it_opens(clock: StillClock) -> None:
    line = Line(Sessions(), clock, "made-up")
    await line.task
    assert line.said == [{"type": "websocket.close", "code": 1008}]
    assert not line.reached


async def test_a_socket_ends_with_its_session(clock: StillClock) -> None:
    sessions = Sessions()
    token = sessions.begin(clock.now())
    line = Line(sessions, clock, token)
    await line.say("1")
    assert line.said == [{"type": "websocket.send", "text": "1"}]
    sessions.end(token)
    await line.say("2")
    await line.task
    assert line.said[1:] == [{"type": "websocket.close", "code": 1008}]
    assert line.heard[-1]["type"] == "websocket.disconnect"
