"""Several web applications served in one process, ended together."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

_LAST_WORDS_SECONDS = 1


class _Server(uvicorn.Server):
    """Leaves the signals alone: with several servers in one process only the last one would hear them."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve_together(host: str, apps: Mapping[int, ASGIApp], on_started: Callable[[], Awaitable[None]]) -> None:
    """Serves each application at its port until SIGINT or SIGTERM; `on_started` runs once all listen."""
    servers = [_server(app, host, port) for port, app in apps.items()]
    loop = asyncio.get_running_loop()

    def stop() -> None:
        for server in servers:
            server.should_exit = True

    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop)
    async with asyncio.TaskGroup() as tasks:
        for server in servers:
            tasks.create_task(server.serve())
        while not all(server.started or server.should_exit for server in servers):  # noqa: ASYNC110 - uvicorn's flag
            await asyncio.sleep(0.02)
        if not any(server.should_exit for server in servers):
            await on_started()


def _server(app: ASGIApp, host: str, port: int) -> _Server:
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=_LAST_WORDS_SECONDS,
    )
    return _Server(config)
