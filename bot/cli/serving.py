"""Several web applications served in one process, each at a port that is held from the start, ended together."""

import asyncio
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_LAST_WORDS_SECONDS = 1


def hold_port(host: str, wanted: int, among: int = 50) -> socket.socket | None:
    """The first free port from the wanted one, listened at until it is served: nobody else takes it meanwhile.

    None where none of so many is free.
    """
    for port in range(wanted, wanted + among):
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((host, port))
            held.listen()
        except OSError:
            held.close()
            continue
        return held
    return None


def port_of(held: socket.socket) -> int:
    port = held.getsockname()[1]
    assert isinstance(port, int)
    return port


class _Server(uvicorn.Server):
    """Leaves the signals alone: with several servers in one process only the last one would hear them."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve_together(
    apps: Mapping[socket.socket, ASGIApp],
    *,
    on_ending: Callable[[], None],
    on_started: Callable[[], Awaitable[None]] | None = None,
) -> None:
    """Serves each application at its held port until SIGINT or SIGTERM; `on_started` runs once all answer.

    `on_ending` ends what would keep a connection open: before anybody is cut off.
    """
    servers = [_server(app) for app in apps.values()]
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for server in servers:
            server.should_exit = True
        on_ending()

    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop)
    async with asyncio.TaskGroup() as tasks:
        for server, held in zip(servers, apps, strict=True):
            tasks.create_task(server.serve(sockets=[held]))
        while not all(server.started or server.should_exit for server in servers):  # noqa: ASYNC110 - uvicorn's flag
            await asyncio.sleep(0.02)
        if on_started and not any(server.should_exit for server in servers):
            await on_started()


def _server(app: ASGIApp) -> _Server:
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=_LAST_WORDS_SECONDS,
    )
    return _Server(config)
