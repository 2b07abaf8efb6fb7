"""Files and functions stay small enough to be read at once. Split by thing, never by kind."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import MIGRATIONS, ROOT, files, name, parsed, python_files

PURE = ("bot/core/", "bot/rules/", "bot/topics/")
CODE = frozenset({".py", ".js"})


def longest_file(file: Path) -> int:
    """In lines: test files may list many cases, the pure part is held shorter than the rest."""
    if name(file).startswith("tests/"):
        return 500
    return 200 if name(file).startswith(PURE) else 300


def longest_function(file: Path) -> int:
    return 30 if name(file).startswith(PURE) else 50


def too_long_files(candidates: list[Path]) -> Iterator[str]:
    for file in candidates:
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > longest_file(file):
            yield f"{name(file)} has {lines} lines, {longest_file(file)} are the limit: split it by thing"


def too_long_functions(file: Path, tree: ast.Module) -> Iterator[str]:
    limit = longest_function(file)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > limit:
                yield f"{name(file)}:{node.lineno} {node.name} has {lines} lines, {limit} are the limit"


def test_no_file_is_too_long() -> None:
    code = [file for file in files() if file.suffix in CODE and not name(file).startswith(MIGRATIONS)]
    found = list(too_long_files(code))
    assert not found, "\n".join(found)


def test_no_function_is_too_long() -> None:
    found = [line for file in python_files() for line in too_long_functions(file, parsed(file))]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("place", "limit"), [("bot/topics/x.py", 30), ("bot/turns.py", 50), ("tests/test_x.py", 50)])
def test_a_function_one_line_over_the_limit_is_found(place: str, limit: int) -> None:
    for lines, found in ((limit, 0), (limit + 1, 1)):
        source = "def f():\n" + "    pass\n" * (lines - 1)
        assert len(list(too_long_functions(ROOT / place, ast.parse(source)))) == found
