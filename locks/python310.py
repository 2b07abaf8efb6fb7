"""Finds the Python 3.10 that Rasa needs. Standard library only; looks on this machine and downloads nothing."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

WANTED = "3.10"
NAMED = "PYTHON310"
NONE_HERE = (
    "Rasa runs on Python 3.10 alone and this machine has none: "
    "install it (`pyenv install 3.10` or `uv python install 3.10`), "
    f"or name it with {NAMED}=/path/to/python3.10; Anpi itself needs neither it nor Rasa."
)


def find() -> str:
    """The path of a Python 3.10 that runs; empty where there is none. One that is named is the only one looked at."""
    named = os.environ.get(NAMED)
    candidates = [named] if named else _candidates()
    return next((each for each in candidates if is_wanted(each)), "")


def is_wanted(python: str) -> bool:
    """A name may exist and still not run (pyenv), or be another version."""
    question = "import sys; print('.'.join(map(str, sys.version_info[:2])))"
    try:
        answer = subprocess.run([python, "-c", question], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout.strip() == WANTED


def _candidates() -> Iterator[str]:
    yield shutil.which("python3.10") or "python3.10"
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from map(str, sorted(pyenv.glob("versions/3.10.*/bin/python3.10"), reverse=True))
    if uv := shutil.which("uv"):
        command = [uv, "python", "find", "--no-python-downloads", WANTED]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        yield found.stdout.strip() or WANTED
