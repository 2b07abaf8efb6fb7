"""Servers in processes of their own, so that they share neither an event loop nor a lock with who measures them."""

import asyncio
import os
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

_START_SECONDS = 60.0
_ANPI = ("-c", "from bot.cli import main; main()")


@dataclass(frozen=True, slots=True)
class Server:
    """A running one, on this machine."""

    port: int
    process: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def cpu_seconds(self) -> float | None:
        """Used so far; None where the system does not say (no /proc)."""
        try:
            fields = Path(f"/proc/{self.process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def anpi(*arguments: str) -> Sequence[str]:
    """`anpi ...` with this Python."""
    return (*_ANPI, *arguments)


def module(name: str, *arguments: str) -> Sequence[str]:
    return ("-m", name, *arguments)


@asynccontextmanager
async def running(port: int, arguments: Sequence[str], settings: Mapping[str, str]) -> AsyncIterator[Server]:
    """Python with these arguments, until the block is left. `settings` are the only ANPI_ variables that it sees.

    Raises:
        RuntimeError: it ended, or did not listen within a minute.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("ANPI_")}
    process = await asyncio.create_subprocess_exec(sys.executable, *arguments, env={**inherited, **settings})
    try:
        await _listening(port, process)
        yield Server(port, process.pid)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def _listening(port: int, process: Process) -> None:
    async with asyncio.timeout(_START_SECONDS):
        while True:
            if process.returncode is not None:
                raise RuntimeError(f"a server of the benchmark ended at its start (exit code {process.returncode})")
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
                continue
            writer.close()
            return
