"""Processes of tests are ended without the event loop standing still, and end even where they do not listen."""

import asyncio
import sys
from pathlib import Path

import pytest

from tests.e2e import processes
from tests.e2e.processes import Process, running

SLOW = """
import pathlib, signal, sys, time
def end(*_):
    print("told", flush=True)
    while not pathlib.Path("go").exists():
        time.sleep(0.01)
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
"""
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)"


def python(code: str, folder: Path) -> Process:
    """A process that runs for a minute and writes when it is ready to be told to end."""
    words = ("-c", f"{code}\nimport time; print('ready', flush=True); time.sleep(60)")
    return Process(words, {}, folder / "words.log", Path(sys.executable))


async def says(process: Process, word: str) -> None:
    async with asyncio.timeout(30):
        while word not in process.words():  # noqa: ASYNC110 - a file tells nobody
            await asyncio.sleep(0.01)


async def test_the_loop_goes_on_while_a_process_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends only once the loop has let it, which nobody does while the loop stands still."""
    monkeypatch.chdir(tmp_path)
    slow = python(SLOW, tmp_path)

    async def let_it_go() -> None:
        await says(slow, "told")
        (tmp_path / "go").touch()

    async with running(slow):
        await says(slow, "ready")
        beside = asyncio.create_task(let_it_go())
    await beside


async def test_one_that_does_not_listen_is_killed_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "LAST_WORDS", 0.3)
    deaf = python(DEAF, tmp_path)
    with pytest.raises(AssertionError, match="did not end within"):
        async with running(deaf):
            await says(deaf, "ready")
    assert deaf.end()


async def test_one_that_has_ended_by_itself_is_no_victim(tmp_path: Path) -> None:
    gone = Process(("-c", "pass"), {}, tmp_path / "words.log", Path(sys.executable))
    async with running(gone):
        async with asyncio.timeout(30):
            while gone.lives:  # noqa: ASYNC110 - a process tells nobody
                await asyncio.sleep(0.01)
        with pytest.raises(AssertionError, match="ended by itself"):
            gone.kill()
