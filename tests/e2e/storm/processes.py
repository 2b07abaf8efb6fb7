"""Real `anpi` processes for tests: started, killed with SIGKILL, started again, ended in the end."""

import os
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

    def __init__(self, words: tuple[str, ...], environ: Mapping[str, str], log: Path) -> None:
        self.name = words[0]
        self.log = log
        self.killed = 0
        self._command = (str(ANPI), *words)
        self._environ = environ
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self._running = subprocess.Popen(
                self._command, env=dict(self._environ), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )

    def kill(self) -> None:
        """SIGKILL, in the middle of whatever it is doing."""
        assert self._running is not None
        if self._running.poll() is not None:
            raise AssertionError(f"anpi {self.name} had ended by itself: {self.words()}")
        self._running.kill()
        self._running.wait()
        self.killed += 1

    def end(self) -> None:
        """As a supervisor does: SIGTERM, and SIGKILL for one that does not listen."""
        if self._running is None or self._running.poll() is not None:
            return
        self._running.send_signal(signal.SIGTERM)
        try:
            self._running.wait(LAST_WORDS)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()
            raise

    def words(self) -> str:
        """What it has written so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""


@asynccontextmanager
async def running(*processes: Process) -> AsyncIterator[None]:
    """Starts them all; afterwards every one of them has ended, and did so when it was asked to."""
    try:
        for each in processes:
            each.start()
        yield
    finally:
        late = []
        for each in processes:
            try:
                each.end()
            except subprocess.TimeoutExpired:
                late.append(each.name)
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
