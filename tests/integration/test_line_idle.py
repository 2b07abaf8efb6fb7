"""Connections to LINE that rest: a server that hangs up on them must not make a sent message an unknown one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest

from handlers.line import connection
from handlers.line.connection import LineAccess, line_connection

_ACCEPTED = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
_UVICORN_HANGS_UP_AFTER = 5


class Host:
    """Accepts every call and keeps connections open, and counts both."""

    def __init__(self) -> None:
        self.connections = 0
        self.calls = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while await reader.readuntil(b"\r\n\r\n{}"):
                self.calls += 1
                writer.write(_ACCEPTED)
                await writer.drain()
        writer.close()


@pytest.fixture
async def host() -> AsyncIterator[tuple[Host, str]]:
    counted = Host()
    server = await asyncio.start_server(counted.serve, "127.0.0.1", 0)
    yield counted, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    server.close()
    await server.wait_closed()


async def test_a_connection_that_has_rested_is_not_used_again(
    host: tuple[Host, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seconds = 0.0
    monkeypatch.setattr("aiohttp.connector.monotonic", lambda: seconds)
    counted, address = host
    async with line_connection(LineAccess(access_token="token", api_base=address)) as line:
        for pause, connections in ((0.0, 1), (connection.IDLE_SECONDS, 1), (connection.IDLE_SECONDS + 0.1, 2)):
            seconds += pause
            await line.post("/v2/bot/message/push", b"{}", within=5)
            assert counted.connections == connections
    assert counted.calls == 3


def test_it_rests_less_long_than_common_servers_allow() -> None:
    assert connection.IDLE_SECONDS < _UVICORN_HANGS_UP_AFTER
