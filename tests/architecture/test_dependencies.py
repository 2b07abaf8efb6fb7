"""Every package that Anpi names has a reason, a licence and a lock, and no lock names an address."""

import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.test_purity import imported
from tests.architecture.tree import PACKAGES, ROOT, name, parsed, pyproject, python_files

LOCKS = ("main", "dev", "rasa")
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def plain(requirement: str) -> str:
    """`SQLAlchemy[asyncio]>=2` is sqlalchemy."""
    match = NAME.match(requirement)
    assert match, requirement
    return match[0].lower().replace("_", "-").replace(".", "-")


def direct() -> set[str]:
    groups = pyproject()["dependency-groups"].values()
    listed = [entry for group in groups for entry in group if isinstance(entry, str)]
    return {plain(requirement) for requirement in (*pyproject()["project"]["dependencies"], *listed)}


def runtime() -> set[str]:
    return {plain(requirement) for requirement in pyproject()["project"]["dependencies"]}


def beside_rasa() -> set[str]:
    """What stands in Rasa's own environment because nlu/rasa or its installation names it."""
    lines = (ROOT / "locks" / "rasa.in").read_text(encoding="utf-8").splitlines()
    return {plain(line) for line in lines if not line.startswith("#")}


def named_for(file: str) -> set[str]:
    if file.startswith("nlu/rasa/"):
        return beside_rasa()
    return direct() if file.startswith("tests/") else runtime()


def rows() -> dict[str, list[str]]:
    """The table of docs/dependencies.md: package to the other cells."""
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| `")
    ]
    return {plain(row[0].strip("`")): row[1:] for row in cells}


def lock(which: str) -> str:
    return (ROOT / "locks" / f"{which}.txt").read_text(encoding="utf-8")


def test_every_direct_dependency_is_explained_and_no_other() -> None:
    assert set(rows()) == direct() | beside_rasa()


def test_each_has_a_reason_a_licence_and_a_word_on_its_upkeep() -> None:
    assert [package for package, cells in rows().items() if len(cells) != 3 or not all(cells)] == []


def test_nothing_is_imported_that_is_not_named() -> None:
    """What comes along with another package may go with its next version."""
    known, providers = {*sys.stdlib_module_names, *PACKAGES, "tests", "locks", ""}, packages_distributions()
    unnamed = [
        f"{name(file)} imports {module}"
        for file in python_files()
        for module in imported(parsed(file))
        if (top := module.partition(".")[0]) not in known
        and not named_for(name(file)) & {plain(top), *map(plain, providers.get(top, []))}
    ]
    assert not unnamed, "\n".join(unnamed)


def test_every_direct_dependency_is_locked() -> None:
    pinned = {plain(found) for found, _version in PIN.findall(lock("dev"))}
    assert direct() - pinned == set(), "run `make lock`"
    in_rasas = {plain(found) for found, _version in PIN.findall(lock("rasa"))}
    assert beside_rasa() - in_rasas == set(), "run `make lock`"


def test_both_locks_name_the_same_versions() -> None:
    assert set(PIN.findall(lock("main"))) - set(PIN.findall(lock("dev"))) == set()


@pytest.mark.parametrize("which", LOCKS)
def test_every_pin_has_its_hashes_and_no_address(which: str) -> None:
    entries = [entry for entry in re.split(r"\n(?=\S)", lock(which)) if not entry.startswith("#")]
    assert entries
    assert [entry for entry in entries if not PIN.match(entry) or "--hash=sha256:" not in entry] == []
    assert "://" not in lock(which)
