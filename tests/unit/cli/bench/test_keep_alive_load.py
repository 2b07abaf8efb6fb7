"""The load that benchmarks put on a server: every request is sent and answered, and a wrong answer is noticed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from bot.cli.bench.keep_alive_load import load
from bot.cli.bench.line_event import request, said
from handlers.line.arrivals import arrivals
from handlers.line.signature import is_signed

SECRET = b"invented"


@asynccontextmanager
async def answering(status: bytes, heard: list[bytes]) -> AsyncIterator[int]:
    """A server that answers each request of two lines with this status; its port."""

    writers: list[asyncio.StreamWriter] = []

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writers.append(writer)
        while line := await reader.readline():
            heard.append(line)
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\n\r\n")

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for writer in writers:
            writer.close()
            await writer.wait_closed()


def requests(count: int) -> list[bytes]:
    return [b"POST /%d HTTP/1.1\r\nhost: x\r\n\r\n" % number for number in range(count)]


async def test_sends_every_request_once_over_a_few_connections() -> None:
    heard: list[bytes] = []
    async with answering(b"200 OK", heard) as port:
        done = await load(port, requests(50), 4)
    assert sorted(heard) == sorted(each.partition(b"\r\n")[0] + b"\r\n" for each in requests(50))
    assert len(done.waits) == 50
    assert done.per_second > 0


async def test_an_answer_that_refuses_ends_the_measuring() -> None:
    async with answering(b"401 Unauthorized", []) as port:
        with pytest.raises(RuntimeError, match="401"):
            await load(port, requests(3), 1)


def test_the_webhook_would_take_the_request_as_line_s() -> None:
    at = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)
    head, _, body = request(said("さすけねぇ", "U" + "1" * 32, "event-1", at), SECRET).partition(b"\r\n\r\n")
    headers = dict(line.split(b": ") for line in head.split(b"\r\n")[1:])
    assert is_signed(body, headers[b"x-line-signature"], [SECRET])
    assert headers[b"content-length"] == str(len(body)).encode()
    (arrival,) = arrivals(body, at)
    assert (arrival.id, arrival.conversation, arrival.occurred_at) == ("event-1", "line:U" + "1" * 32, at)
