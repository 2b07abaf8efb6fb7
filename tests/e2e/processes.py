"""Real `anpi` processes for tests: started, killed with SIGKILL, started again, ended in the end."""

import asyncio
import os
import platform
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

ANPI = Path(sys.executable).with_name("anpi")
LAST_WORDS = 15


class Process:
    """One `anpi ...`, with whatever it writes in a file."""

    def __init__(self, words: tuple[str, ...], environ: Mapping[str, str], log: Path, program: Path = ANPI) -> None:
        self.name = f"{program.name} {words[0]}"
        self.log = log
        self.killed = 0
        self._command = (str(program), *words)
        self._environ = environ
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command, env=dict(self._environ), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    @property
    def lives(self) -> bool:
        return self._running is not None and self._running.poll() is None

    @property
    def pid(self) -> int | None:
        return self._running.pid if self._running is not None else None

    def kill(self) -> None:
        """SIGKILL, in the middle of whatever it is doing."""
        assert self._running is not None
        if not self.lives:
            raise AssertionError(f"{self.name} had ended by itself: {self.words()}")
        self._running.kill()
        self._running.wait()
        self.killed += 1

    def ask_to_end(self) -> None:
        assert self._running is not None
        self._running.send_signal(signal.SIGTERM)

    def waited(self) -> int:
        """Its exit code, once it has ended by itself."""
        assert self._running is not None
        return self._running.wait(LAST_WORDS)

    def end(self) -> bool:
        """As a supervisor does: SIGTERM, and SIGKILL for one that does not listen. Whether it listened."""
        if self._running is None or not self.lives:
            return True
        self.ask_to_end()
        try:
            self._running.wait(LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
            return False
        return True

    def words(self) -> str:
        """What it has written so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def complaints(self) -> list[str]:
        """The lines of it that a process never writes that is well."""
        return [line for line in self.words().splitlines() if "Traceback" in line or '"level": "error"' in line]


@asynccontextmanager
async def running(*processes: Process) -> AsyncIterator[None]:
    """Starts them all; afterwards every one of them has ended, and did so when it was asked to.

    Ended in threads: what they finish at the end may need the platform, which lives in this event loop.
    """
    try:
        for each in processes:
            each.start()
        yield
    finally:
        listened = await asyncio.gather(*(asyncio.to_thread(each.end) for each in processes))
    late = [each.name for each, heard in zip(processes, listened, strict=True) if not heard]
    assert not late, f"did not end within {LAST_WORDS} s of SIGTERM: {late}"


def environment(database: str, redis: str, platform: str, token: str, secret: str) -> Mapping[str, str]:
    """What a process is told; nothing of the caller's own settings."""
    ours = {
        "ANPI_DATABASE_URL": database,
        "ANPI_REDIS_URL": redis,
        "ANPI_LINE_API_BASE": platform,
        "ANPI_LINE_DATA_API_BASE": platform,
        "ANPI_LINE_CHANNEL_ACCESS_TOKEN": token,
        "ANPI_LINE_CHANNEL_SECRET": secret,
        "ANPI_LOG_LEVEL": "warning",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANPI_")}
    return {**kept, **ours}


class HeldPort:
    """A port that nobody else is given until it is released, though a server of ours may listen on it meanwhile.

    A port that is found free and let go may be another test's by the time a server comes to it. Two sockets that both
    reuse the address share one on Linux while at most one listens; elsewhere the port is only found free.
    """

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))
        self.number: int = self._socket.getsockname()[1]
        if platform.system() != "Linux":
            self.release()

    def release(self) -> None:
        self._socket.close()

    async def __aenter__(self) -> int:
        return self.number

    async def __aexit__(self, *_: object) -> None:
        self.release()


def free_port() -> int:
    """Where nobody listens; a server takes a `HeldPort`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
