"""The Chromium that tests get starts and can show Japanese."""

import subprocess
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

from tests.servers import browser, browser_sources
from tests.servers.missing import Missing

# Two signs of one width would be two boxes: a font without them shows the same box for both, at every size.
DIFFERENT = """() => {
  const draw = sign => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 64;
    const pen = canvas.getContext("2d");
    pen.font = "48px sans-serif";
    pen.fillText(sign, 4, 52);
    return canvas.toDataURL();
  };
  return new Set([..."安否無事𠮷髙﨑"].map(draw)).size;
}"""


async def test_it_draws_every_japanese_sign_differently(chromium_path: str) -> None:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=chromium_path, args=browser.ARGUMENTS)
        page = await chromium.new_page()
        assert await page.evaluate(DIFFERENT) == 7
        await chromium.close()


def test_when_nothing_can_be_brought_every_try_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> None:
        raise Missing("not today")

    monkeypatch.setattr(browser, "programs", lambda: iter(()))
    monkeypatch.setattr(browser_sources, "ALL", (browser_sources.Source("elsewhere", refuse),))
    with pytest.raises(Missing, match="elsewhere: not today"):
        browser.bring()


def test_a_program_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    assert not browser.starts(tmp_path / "chromium")
    assert not browser.starts(Path("/bin/false"))


def test_a_failing_command_is_told_with_its_last_words() -> None:
    with pytest.raises(Missing, match="sh failed: no such package"):
        browser_sources.run(["sh", "-c", "echo no such package >&2; exit 1"], seconds=10)
    with pytest.raises(Missing, match="did not end well"):
        browser_sources.run(["sleep", "10"], seconds=0.1)


def test_the_node_that_unpacks_is_there() -> None:
    node, _command = browser_sources.driver()
    answer = subprocess.run([node, "-e", "require('zlib').createBrotliDecompress()"], capture_output=True, check=False)
    assert answer.returncode == 0
