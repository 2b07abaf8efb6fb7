"""A test cannot reach another machine, and can reach its own."""

import asyncio
import socket

import httpx
import pytest

from tests import network
from tests.network import OutsideConnectionError, is_local

ELSEWHERE = "192.0.2.1"  # reserved for documentation: RFC 5737


def test_a_socket_to_another_machine_is_refused() -> None:
    with socket.socket() as outgoing, pytest.raises(OutsideConnectionError, match=ELSEWHERE):
        outgoing.connect((ELSEWHERE, 80))


async def test_asyncio_and_httpx_are_refused_too() -> None:
    with pytest.raises(OutsideConnectionError):
        await asyncio.open_connection(ELSEWHERE, 80)
    with pytest.raises(OutsideConnectionError):
        await httpx.AsyncClient().get("http://api.line.me/")


async def test_this_machine_can_be_reached() -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("localhost", port)
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()
    server.close()


@pytest.mark.parametrize("host", ["localhost", "phone.localhost", "127.0.0.1", "127.9.9.9", "::1", b"localhost", None])
def test_these_are_this_machine(host: object) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["api.line.me", ELSEWHERE, "10.0.0.1", "2001:db8::1", "localhost.example.jp"])
def test_these_are_not(host: str) -> None:
    assert not is_local(host)


def test_a_server_given_for_the_tests_may_be_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "allowed", set())
    monkeypatch.setattr("sys.addaudithook", lambda _hook: None)
    network.close(but_for=[f"postgresql://anpi@{ELSEWHERE}:5432/anpi", "unix:///run/redis.sock", ""])
    assert network.allowed == {ELSEWHERE}
    assert is_local(ELSEWHERE)
