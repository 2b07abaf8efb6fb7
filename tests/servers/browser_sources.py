"""Where a Chromium can be brought from when the machine has none: Debian, Playwright, or a build in an npm package."""

import base64
import hashlib
import os
import platform
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright._impl._driver import compute_driver_executable

from tests.servers.missing import Missing

DEBIAN_PACKAGES = ("chromium", "fonts-noto-cjk", "fonts-noto-color-emoji")
# Chromium's headless shell with the few libraries it needs, made for machines that have nothing (MIT).
NPM_PACKAGE = "@sparticuz/chromium@153.0.0"
NPM_SHA512 = "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
UNPACK = """
const brotli = require("zlib").createBrotliDecompress();
require("stream").pipeline(process.stdin, brotli, process.stdout, error => { if (error) throw error; });
"""
START = "start"
START_SCRIPT = """\
#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
exec "$here/chromium" "$@"
"""


@dataclass(frozen=True, slots=True)
class Source:
    """`bring(folder)` installs a Chromium where `browser.find` looks, or in `folder`; it raises `Missing`."""

    name: str
    bring: Callable[[Path], None]


def from_debian(_folder: Path) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing("needs root and apt-get")
    run(["apt-get", "-qq", "update"], seconds=180)
    run(["apt-get", "-qq", "install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES], seconds=600)


def from_playwright(_folder: Path) -> None:
    node, command = driver()
    run([node, command, "install", "--only-shell", "chromium"], seconds=300)


def from_npm(folder: Path) -> None:
    """Download the package with npm, check its hash, unpack browser and libraries into `folder`."""
    npm = shutil.which("npm")
    if npm is None or platform.machine() != "x86_64":
        raise Missing("needs npm and an x86-64 machine")
    with TemporaryDirectory() as place:
        run([npm, "pack", "--silent", "--pack-destination", place, NPM_PACKAGE], seconds=300)
        archive = next(Path(place).glob("*.tgz"))
        digest = hashlib.sha512(archive.read_bytes()).digest()
        if base64.b64encode(digest).decode() != NPM_SHA512:
            raise Missing(f"{NPM_PACKAGE} is not the package that was checked: its hash differs")
        with tarfile.open(archive) as packed:
            packed.extractall(place, filter="data")
        unpack(Path(place) / "package" / "bin", folder)


def unpack(packed: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    unpack_brotli(packed / "chromium.br", folder / "chromium")
    unpack_brotli(packed / "al2023.tar.br", packed / "al2023.tar")
    with tarfile.open(packed / "al2023.tar") as libraries:
        libraries.extractall(folder, filter="data")
    (folder / START).write_text(START_SCRIPT, encoding="utf-8")
    for program in (folder / "chromium", folder / START):
        program.chmod(0o755)


def unpack_brotli(packed: Path, target: Path) -> None:
    """With the Node.js that Playwright brings: Python's standard library has no Brotli."""
    node, _command = driver()
    with packed.open("rb") as source, target.open("wb") as result:
        run([node, "-e", UNPACK], seconds=120, stdin=source.fileno(), stdout=result.fileno())


def driver() -> tuple[str, str]:
    """The Node.js that Playwright brings, and its own command line for it."""
    node, command = compute_driver_executable()
    return node, command


def run(command: Sequence[str], *, seconds: float, stdin: int | None = None, stdout: int | None = None) -> None:
    surroundings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(
            command, timeout=seconds, check=True, env=surroundings,
            stdin=subprocess.DEVNULL if stdin is None else stdin,
            stdout=subprocess.DEVNULL if stdout is None else stdout,
            stderr=subprocess.PIPE,
        )  # fmt: skip
    except subprocess.CalledProcessError as error:
        words = error.stderr.decode(errors="replace").strip().splitlines()
        raise Missing(f"{Path(command[0]).name} failed: {words[-1] if words else 'it said nothing'}") from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{Path(command[0]).name} did not end well: {error}") from error


ALL = (Source("apt-get", from_debian), Source("playwright", from_playwright), Source("npm", from_npm))
