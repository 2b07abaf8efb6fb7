"""The files of the project as git sees them; in a copy without git, everything but what tools leave behind."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("admin", "bot", "handlers", "integrations", "nlu", "config")
LEFT_BEHIND = frozenset({"__pycache__", "build", "dist", "node_modules"})
MIGRATIONS = "bot/storage/migrations/versions/"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is or would be committed, sorted."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.split("\0") if listed.returncode == 0 else [name(file) for file in walk(ROOT)]
    return tuple(sorted(file for each in set(names) if each and (file := ROOT / each).is_file()))


def walk(folder: Path) -> list[Path]:
    """Files below, without the folders that tools make (most begin with a dot; `.ci` is ours)."""
    found: list[Path] = []
    for entry in folder.iterdir():
        if entry.is_file():
            found.append(entry)
        elif entry.name == ".ci" or not (entry.name.startswith(".") or entry.name in LEFT_BEHIND or is_metadata(entry)):
            found += walk(entry)
    return found


def is_metadata(folder: Path) -> bool:
    return folder.name.endswith(".egg-info")


def name(file: Path) -> str:
    """The path from the root with forward slashes, as messages show it."""
    return file.relative_to(ROOT).as_posix()


def python_files() -> list[Path]:
    return [file for file in files() if file.suffix == ".py" and not name(file).startswith(MIGRATIONS)]


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


@cache
def pyproject() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
