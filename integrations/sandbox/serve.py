"""Serves a sandbox on this machine; other machines only where the caller says so."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

_LAST_WORDS_SECONDS = 1


def server(app: FastAPI, host: str = "127.0.0.1", port: int = 0) -> uvicorn.Server:
    """A server that does not wait for open event streams when it stops."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=_LAST_WORDS_SECONDS,
    )
    return uvicorn.Server(config)


@asynccontextmanager
async def serving(app: FastAPI, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Runs `app` in this event loop and gives its address, e.g. `http://127.0.0.1:49152`; port 0: a free one."""
    listener = socket.create_server((host, port), backlog=2048)
    # asyncio leaves Nagle on for sockets made this way: 40 ms an answer
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    running = server(app, host, port)
    task = asyncio.create_task(running.serve(sockets=[listener]))
    while not running.started:
        if task.done():
            await task
        await asyncio.sleep(0.01)
    try:
        yield f"http://{host}:{listener.getsockname()[1]}"
    finally:
        running.should_exit = True
        await task
