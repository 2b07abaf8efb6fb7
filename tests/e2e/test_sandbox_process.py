"""`anpi sandbox` ends when it is told to, though somebody has its phones open."""

import asyncio
from pathlib import Path

import httpx

from tests.e2e.processes import HeldPort, Process, environment, running


async def test_it_ends_quietly_while_a_page_of_phones_is_open(tmp_path: Path) -> None:
    """It used to wait for the open page for ever, and the demo wrote a traceback."""
    async with HeldPort() as port, httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as page:
        told = environment(f"sqlite:///{tmp_path / 'anpi.db'}", "", "", "", "")
        sandbox = Process(("sandbox", "--port", str(port)), told, tmp_path / "words.log")
        async with running(sandbox):
            await _answers(page, sandbox)
            async with page.stream("GET", "/sandbox/events") as stream:
                lines = stream.aiter_lines()
                assert await anext(lines) == ": watching"
                sandbox.ask_to_end()
                assert ": still here" in [each async for each in lines]
    assert sandbox.words() == ""


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    async with HeldPort() as port:
        told = environment(f"sqlite:///{tmp_path / 'anpi.db'}", "", "", "", "")
        first, second = (
            Process(("sandbox", "--port", str(port)), told, tmp_path / f"{name}.log") for name in ("first", "second")
        )
        async with running(first), httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as page:
            await _answers(page, first)
            second.start()
            assert second.waited() == 1
            assert f"127.0.0.1:{port} cannot be listened at" in second.words()


async def _answers(page: httpx.AsyncClient, sandbox: Process) -> None:
    async with asyncio.timeout(30):
        while sandbox.lives:
            try:
                assert (await page.get("/")).status_code == 200
            except httpx.TransportError:
                await asyncio.sleep(0.05)
            else:
                return
    raise AssertionError(f"the sandbox has ended by itself: {sandbox.words()}")
