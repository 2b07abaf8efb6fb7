"""Modules are named after a thing, stand in real packages and say in a docstring what they are."""

import ast
import importlib
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT, files, name, parsed, pyproject, python_files

# A module of this name collects whatever has no place; the thing it holds has a better one.
NO_THINGS = frozenset(
    {
        "util",
        "utils",
        "helper",
        "helpers",
        "common",
        "commons",
        "misc",
        "manager",
        "managers",
        "base",
        "service",
        "shared",
    }
)


def test_no_module_or_folder_is_named_after_no_thing() -> None:
    parts = {
        part for file in files() for part in (*Path(name(file)).parts[:-1], Path(name(file)).name.partition(".")[0])
    }
    assert parts & NO_THINGS == set()


def test_every_module_says_what_it_is() -> None:
    silent = [name(file) for file in python_files() if parsed(file).body and not ast.get_docstring(parsed(file))]
    assert not silent, "\n".join(silent)


def test_every_folder_with_modules_is_a_package() -> None:
    """Import contracts do not see into a folder without `__init__.py`."""
    folders = {file.parent for file in python_files() if name(file).startswith(tuple(f"{each}/" for each in PACKAGES))}
    assert [name(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_every_package_of_the_house_is_under_the_contracts() -> None:
    there = {each for each in PACKAGES if (ROOT / each / "__init__.py").exists()}
    assert set(pyproject()["tool"]["importlinter"]["root_packages"]) == there


def test_there_is_no_package_beside_the_house() -> None:
    top = {Path(name(file)).parts[0] for file in python_files()}
    assert top - {"tests", "locks"} <= set(PACKAGES), "a new top-level folder is argued in docs/decisions first"


@pytest.mark.parametrize("package", ["config", "handlers", "tests"])
def test_names_that_others_use_too_are_ours_here(package: str) -> None:
    if not (ROOT / package).exists():
        pytest.skip(f"{package} is not there yet")
    module = importlib.import_module(package)
    assert module.__file__ == str(ROOT / package / "__init__.py")
