"""Load on a web server: many connections that stay open, each sending its next request when the last is answered."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_OK = b"HTTP/1.1 200"
_END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Load:
    """What became of it. `waits`: seconds of each request, unordered."""

    seconds: float
    waits: Sequence[float]

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds


async def load(port: int, requests: Sequence[bytes], connections: int) -> Load:
    """Sends them all to this machine; answers must have no body.

    Raises:
        RuntimeError: an answer other than 200, or a connection that ended.
    """
    waits: list[float] = []
    rest = iter(requests)
    loop = asyncio.get_running_loop()
    opened = [
        await loop.create_connection(lambda: _Connection(rest, waits), "127.0.0.1", port) for _ in range(connections)
    ]
    began = time.perf_counter()
    try:
        await asyncio.gather(*(connection.run() for _, connection in opened))
        return Load(time.perf_counter() - began, waits)
    finally:
        for transport, _ in opened:
            transport.close()
        await asyncio.gather(*(connection.closed for _, connection in opened))


class _Connection(asyncio.Protocol):
    """Callbacks and no coroutines, so that the load costs the machine little."""

    def __init__(self, requests: Iterator[bytes], waits: list[float]) -> None:
        self._requests = requests
        self._waits = waits
        self._answer = b""
        self._began = 0.0
        self._done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.closed: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    async def run(self) -> None:
        self._send_next()
        await self._done

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not self._answer.endswith(_END_OF_HEAD):
            return
        if not self._answer.startswith(_OK):
            self._end(self._answer.partition(b"\r\n")[0].decode(errors="replace"))
            return
        self._waits.append(time.perf_counter() - self._began)
        self._answer = b""
        self._send_next()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(f"connection lost: {exc}")
        self.closed.set_result(None)

    def _send_next(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._end(None)
            return
        self._began = time.perf_counter()
        self._transport.write(request)

    def _end(self, problem: str | None) -> None:
        if not self._done.done():
            self._done.set_result(None) if problem is None else self._done.set_exception(RuntimeError(problem))
