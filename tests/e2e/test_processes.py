"""Processes of tests are ended without the event loop standing still, and end even where they do not listen."""

import asyncio
import sys
from pathlib import Path

import pytest

from tests.e2e import processes
from tests.e2e.processes import Process, running

SLOW = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: (time.sleep(0.6), sys.exit(0)))"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"


def python(code: str, folder: Path) -> Process:
    """A process that runs for a minute and writes when it is ready to be told to end."""
    words = ("-c", f"{code}; import time; print('ready', flush=True); time.sleep(60)")
    return Process(words, {}, folder / "words.log", Path(sys.executable))


async def is_ready(process: Process) -> None:
    async with asyncio.timeout(10):
        while "ready" not in process.words():  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.01)


async def test_the_loop_goes_on_while_a_process_ends(tmp_path: Path) -> None:
    turns = 0

    async def turning() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.01)
            turns += 1

    slow = python(SLOW, tmp_path)
    async with running(slow):
        await is_ready(slow)
        beside = asyncio.create_task(turning())
    beside.cancel()
    assert turns > 10


async def test_one_that_does_not_listen_is_killed_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LAST_WORDS", 0.3)
    deaf = python(DEAF, tmp_path)
    with pytest.raises(AssertionError, match="did not end within"):
        async with running(deaf):
            await is_ready(deaf)
    assert deaf.end()


async def test_one_that_has_ended_by_itself_is_no_victim(tmp_path: Path) -> None:
    gone = Process(("-c", "pass"), {}, tmp_path / "words.log", Path(sys.executable))
    async with running(gone):
        async with asyncio.timeout(10):
            while gone.lives:  # noqa: ASYNC110 - a process tells nobody
                await asyncio.sleep(0.01)
        with pytest.raises(AssertionError, match="ended by itself"):
            gone.kill()
