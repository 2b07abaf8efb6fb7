"""Rasa's environment: the right Python is found or asked for, and what was broken off begins afresh."""

import subprocess
import sys
from pathlib import Path

import pytest

from locks import install_rasa, python310
from locks.install import SetUpError

LOCK = """\
a==1 \\
    --hash=sha256:00
setuptools==70 \\
    --hash=sha256:01 \\
    --hash=sha256:02
wheel==1 \\
    --hash=sha256:03
"""


def python(path: Path, version: str) -> Path:
    """A program that says so of itself."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which no Python 3.10 can be found."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PYENV_ROOT", raising=False)
    monkeypatch.delenv(python310.NAMED, raising=False)
    return tmp_path


def test_a_machine_without_one_is_told_in_a_sentence_what_to_do(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install_rasa, "STAMP", bare / "none")
    with pytest.raises(SetUpError) as told:
        install_rasa.bring()
    sentence = str(told.value)
    assert "PYTHON310=/path/to/python3.10" in sentence
    assert "Anpi itself needs neither" in sentence
    assert sentence.count(".") - sentence.count("3.10") == 1


def test_the_command_says_no_more_than_that_sentence(bare: Path) -> None:
    code = "from locks import install_rasa; from pathlib import Path; install_rasa.STAMP = Path('none'); "
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}raise SystemExit(install_rasa.main())"],
        env={"PATH": str(bare), "HOME": str(bare)},
        cwd=Path(install_rasa.__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", f"{python310.NONE_HERE}\n")


def test_it_is_found_by_its_name(bare: Path) -> None:
    assert python310.find() == ""
    here = python(bare / "bin" / "python3.10", "3.10")
    assert python310.find() == str(here)


def test_a_name_that_does_not_run_is_passed_over_for_one_of_pyenvs(bare: Path) -> None:
    python(bare / "bin" / "python3.10", "3.12")
    python(bare / ".pyenv" / "versions" / "3.10.2" / "bin" / "python3.10", "3.10")
    newest = python(bare / ".pyenv" / "versions" / "3.10.9" / "bin" / "python3.10", "3.10")
    assert python310.find() == str(newest)


def test_the_one_that_is_named_is_taken_or_none(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python(bare / "bin" / "python3.10", "3.10")
    named = python(bare / "mine", "3.10")
    monkeypatch.setenv(python310.NAMED, str(named))
    assert python310.find() == str(named)
    monkeypatch.setenv(python310.NAMED, str(python(bare / "mine", "3.11")))
    assert python310.find() == ""


class Machine:
    """`commands` holds what would have been run in a tree of its own."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commands: list[tuple[str, ...]] = []
        self.broken = False
        self.built_with = ""
        (root / "rasa.txt").write_text(LOCK, encoding="utf-8")
        venv = root / ".venv-rasa"
        for name, value in {"LOCK": root / "rasa.txt", "VENV": venv, "STAMP": venv / "stamp"}.items():
            monkeypatch.setattr(install_rasa, name, value)
        monkeypatch.setattr(install_rasa, "PYTHON", venv / "python")
        monkeypatch.setattr(install_rasa, "environment_of", lambda venv, _: python(venv / "python", "3.10"))
        monkeypatch.setattr(install_rasa, "install", self.install)
        monkeypatch.setattr(python310, "find", lambda: "python3.10")

    def install(self, _python: Path, *words: str) -> None:
        self.commands.append(words)
        if not self.built_with:
            self.built_with = Path(words[-1]).read_text(encoding="utf-8")
        if self.broken:
            raise SetUpError("broken off")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_everything_comes_with_its_hashes_checked_what_it_is_built_with_first(machine: Machine) -> None:
    install_rasa.bring()
    first, second = machine.commands
    assert {"--require-hashes", "--no-deps"} <= set(first) & set(second)
    assert "--no-build-isolation" in second
    assert machine.built_with == LOCK[LOCK.index("setuptools") :]


def test_the_second_time_there_is_nothing_to_do_until_the_lock_changes(machine: Machine) -> None:
    install_rasa.bring()
    install_rasa.bring()
    assert len(machine.commands) == 2
    install_rasa.LOCK.write_text(LOCK + "b==1 \\\n    --hash=sha256:04\n", encoding="utf-8")
    install_rasa.bring()
    assert len(machine.commands) == 4


def test_what_was_broken_off_begins_afresh(machine: Machine) -> None:
    machine.broken = True
    with pytest.raises(SetUpError):
        install_rasa.bring()
    machine.broken = False
    machine.commands.clear()
    install_rasa.bring()
    assert len(machine.commands) == 2


def test_a_lock_without_what_the_rest_is_built_with_is_named() -> None:
    with pytest.raises(SetUpError, match="does not hold wheel"):
        install_rasa.entry("a==1\n", "wheel")
