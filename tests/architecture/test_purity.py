"""What import contracts cannot say about the pure part: which outside packages it may use, and how it is written."""

import ast
import sys
from collections.abc import Iterator

from tests.architecture.tree import name, parsed, python_files

PURE = ("bot/core/", "bot/rules/", "bot/topics/")


def imported(tree: ast.Module) -> Iterator[str]:
    """The modules that a file imports, wherever in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def test_core_rules_and_topics_stand_on_the_standard_library_alone() -> None:
    strangers = [
        f"{name(file)} imports {module}"
        for file in python_files()
        if name(file).startswith(PURE)
        for module in imported(parsed(file))
        if module.partition(".")[0] not in {*sys.stdlib_module_names, "bot"}
    ]
    assert not strangers, "\n".join(strangers)


def test_nothing_in_the_pure_part_is_awaited() -> None:
    """A topic asks with `yield from`; the shell does the waiting."""
    waiting = ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith
    found = [
        f"{name(file)}:{node.lineno}"
        for file in python_files()
        if name(file).startswith(("bot/rules/", "bot/topics/"))
        for node in ast.walk(parsed(file))
        if isinstance(node, waiting)
    ]
    assert not found, "\n".join(found)


def test_no_stranger_is_overlooked() -> None:
    source = "import os.path\ndef f():\n    from sqlalchemy.orm import Session\n"
    assert list(imported(ast.parse(source))) == ["os.path", "sqlalchemy.orm"]
