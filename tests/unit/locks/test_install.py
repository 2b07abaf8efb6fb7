"""The set-up installs once, mends what was broken off, and says in a sentence what a machine lacks."""

import subprocess
from pathlib import Path
from shutil import which

import pytest

from locks import install


class Machine:
    """A tree of its own in which no package tool really runs: `commands` holds what would have."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands: list[list[str]] = []
        self.broken = False
        (root / "locks").mkdir()
        (root / "pyproject.toml").write_text('[project]\nname = "anpi"\n')
        for lock in install.LOCKS:
            (root / "locks" / f"{lock}.txt").write_text("a==1\n")
        monkeypatch.setattr(install, "ROOT", root)
        monkeypatch.setattr(install, "VENV", root / ".venv")
        monkeypatch.setattr(install, "run", self.run)
        monkeypatch.setattr(install, "uv", lambda: "uv")
        monkeypatch.setattr(install, "alive", (root / ".venv").exists)

    def run(self, command: list[str]) -> None:
        self.commands.append(command)
        if "venv" in command:
            install.VENV.mkdir(parents=True)
        elif self.broken:
            raise install.SetUpError("broken off")

    def bring(self, lock: str) -> list[str]:
        """The kinds of commands that bringing `lock` took."""
        self.commands.clear()
        install.bring(lock)
        kinds = {"venv": "create", "-r": "lock", "-e": "project"}
        return [next(kind for word, kind in kinds.items() if word in command) for command in self.commands]


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_the_second_time_there_is_nothing_to_do(machine: Machine) -> None:
    assert machine.bring("main") == ["create", "lock", "project"]
    assert machine.bring("main") == []


def test_the_tools_are_added_to_what_is_there_and_hold_it_all(machine: Machine) -> None:
    machine.bring("main")
    assert machine.bring("dev") == ["lock", "project"]
    assert machine.bring("main") == machine.bring("dev") == []


def test_packages_come_with_their_hashes_checked_and_nothing_else(machine: Machine) -> None:
    machine.bring("dev")
    locked = next(command for command in machine.commands if "-r" in command)
    project = next(command for command in machine.commands if "-e" in command)
    assert {"--require-hashes", "--no-deps"} <= set(locked)
    assert {"--no-build-isolation", "--no-deps"} <= set(project)


def test_what_was_broken_off_begins_afresh(machine: Machine) -> None:
    machine.broken = True
    with pytest.raises(install.SetUpError):
        install.bring("main")
    machine.broken = False
    assert machine.bring("main") == ["create", "lock", "project"]


def test_a_new_lock_or_a_new_project_table_is_installed(machine: Machine) -> None:
    machine.bring("main")
    (install.ROOT / "locks" / "main.txt").write_text("a==2\n")
    assert machine.bring("main") == ["lock", "project"]
    (install.ROOT / "pyproject.toml").write_text('[project]\nname = "anpi"\nversion = "2"\n')
    assert machine.bring("main") == ["lock", "project"]


def test_an_environment_that_does_not_run_is_made_anew(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine.bring("main")
    monkeypatch.setattr(install, "alive", lambda: False)
    assert machine.bring("main") == ["create", "lock", "project"]


def test_a_python_without_venv_is_told_what_to_install(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "uv", lambda: "")
    monkeypatch.setattr(install, "works", lambda _python, _statement: False)
    with pytest.raises(install.SetUpError, match="python3-venv"):
        machine.bring("main")


def test_make_says_in_a_sentence_that_python_is_too_old(tmp_path: Path) -> None:
    make, shell = which("make"), which("sh")
    assert make
    assert shell
    (tmp_path / "sh").symlink_to(shell)
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        old = tmp_path / name
        old.write_text(f"#!{shell}\nexit 1\n")
        old.chmod(0o755)
    root = Path(install.__file__).parents[1]
    said = subprocess.run(
        [make, "setup"], cwd=root, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    assert said.returncode != 0
    assert "Anpi needs Python 3.11 or newer" in said.stderr
    assert "make setup PYTHON=/path/to/python3.12" in said.stderr
