"""Makes `.venv-rasa` hold exactly what locks/rasa.txt names, hashes verified, on Python 3.10. Standard library only.

It is apart from `.venv` because Rasa 3.6 needs Python 3.10, SQLAlchemy below 2 and much else of its own time.
Run as `python -m locks.install_rasa`. A stamp says which lock is there, as in install.py.
"""

import hashlib
import re
import shutil
import sys
import tempfile

from locks import python310
from locks.install import ROOT, SetUpError, environment_of, install

VENV = ROOT / ".venv-rasa"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "anpi-rasa.stamp"
LOCK = ROOT / "locks" / "rasa.txt"
BUILT_WITH = ("setuptools", "wheel")
"""A few packages come as source alone; they are built with these, which are locked as well."""


def main() -> int:
    """Bring Rasa's packages; 0 when they are there."""
    try:
        bring()
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def bring() -> None:
    """Nothing to do where the stamp fits and the environment runs."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest() + f" {ROOT}\n"
    if STAMP.exists() and STAMP.read_text() == wanted and python310.is_wanted(str(PYTHON)):
        return
    python = python310.find()
    if not python:
        raise SetUpError(python310.NONE_HERE)
    shutil.rmtree(VENV, ignore_errors=True)
    print("Rasa: installing locks/rasa.txt into .venv-rasa (about 1 GB to download, once) ...", flush=True)
    environment_of(VENV, python)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as builder:
        builder.writelines(entry(LOCK.read_text(encoding="utf-8"), each) for each in BUILT_WITH)
        builder.flush()
        install(PYTHON, "--require-hashes", "--no-deps", "-r", builder.name)
    install(PYTHON, "--require-hashes", "--no-deps", "--no-build-isolation", "-r", str(LOCK))
    STAMP.write_text(wanted)


def entry(lock: str, package: str) -> str:
    """The package's lines of a lock: its pin and its hashes."""
    found = re.search(rf"^{re.escape(package)}==.*\n(?:[ \t]+\S.*\n)*", lock, re.MULTILINE)
    if not found:
        raise SetUpError(f"locks/rasa.txt does not hold {package}: `make lock` writes it anew")
    return found[0]


if __name__ == "__main__":
    sys.exit(main())
