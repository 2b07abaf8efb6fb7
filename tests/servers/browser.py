"""The Chromium of the browser tests: finds one that starts and gives it a Japanese font.

`python -m tests.servers.browser` (run by `make test`) also brings one where there is none.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.servers import browser_sources
from tests.servers.missing import Missing

GIVEN = "ANPI_TEST_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome-headless-shell")
# For a browser that runs as root, has no GPU and shall ask nobody outside for anything.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FOLDER = Path(sys.prefix) / "chromium"
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{font}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""
SCRIPT = """\
#!/bin/sh
export FONTCONFIG_FILE='{fonts}'
exec '{program}' "$@"
"""


def find() -> Path:
    """A Chromium that starts, dressed with a Japanese font. Raises `Missing`."""
    for program in programs():
        if starts(program):
            return dressed(program)
    raise Missing(
        "no Chromium: none on the system, none of playwright's, none in .venv. Run `make test`, which tries to "
        f"bring one, install chromium, or set {GIVEN} to the path of one."
    )


def bring() -> Path:
    """The one that is there, else one from the first source that has one. Raises `Missing` with what was tried."""
    try:
        return find()
    except Missing:
        tried = []
    for source in browser_sources.ALL:
        sys.stderr.write(f"browser: no Chromium here; trying {source.name} ...\n")
        try:
            source.bring(FOLDER)
            return find()
        except Missing as reason:
            tried.append(f"{source.name}: {reason}")
    raise Missing("no Chromium could be brought.\n  " + "\n  ".join(tried))


def programs() -> Iterator[Path]:
    """Where a Chromium may be, the given one first."""
    if given := os.environ.get(GIVEN):
        yield Path(given)
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    yield own
    # Playwright keeps the small headless build beside the whole browser.
    yield from sorted(own.parents[2].glob("chromium_headless_shell-*/*/*headless*shell"), reverse=True)
    yield FOLDER / browser_sources.START


def starts(program: Path) -> bool:
    """Whether it runs at all: on a machine without its libraries it does not."""
    try:
        answer = subprocess.run(
            [program, "--no-sandbox", "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "hrom" in answer.stdout


def dressed(program: Path) -> Path:
    """A script that starts `program` with the system's fonts and the Japanese one of the dev lock."""
    spec = importlib.util.find_spec("noto_cjk_sans_jp_regular")
    if not spec or not spec.origin:
        raise Missing("no Japanese font: noto-cjk-sans-jp-regular is not in .venv. Run `make tools`.")
    FOLDER.mkdir(exist_ok=True)
    fonts, script = FOLDER / "fonts.conf", FOLDER / "chromium-with-fonts"
    write(fonts, FONTS.format(font=Path(spec.origin).parent, cache=FOLDER / "font-cache"))
    write(script, SCRIPT.format(fonts=fonts, program=program))
    return script


def write(file: Path, content: str) -> None:
    """Replace the file in one step: test processes that run side by side write the same."""
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_text(content, encoding="utf-8")
    draft.chmod(0o755)
    draft.replace(file)


def main() -> int:
    """Bring a browser; 1 under CI when there is none, elsewhere its tests are skipped and say so."""
    try:
        bring()
    except Missing as reason:
        sys.stderr.write(f"browser: {reason}\n")
        return 1 if os.environ.get("CI") else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
