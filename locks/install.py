"""Makes `.venv` hold exactly what a lock names, hashes verified, and Anpi itself (editable). Standard library only.

`python locks/install.py main` brings what Anpi runs with, `dev` that and the tools of tests and checks.
A stamp in `.venv` says which lock it holds, so a second run has nothing to do. The stamp is taken away while
something is being installed: a run that was broken off leaves none, and the next one begins afresh.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ("main", "dev")


class SetUpError(Exception):
    """The environment cannot be made; the message says what to do about it."""


def main() -> int:
    """Bring the lock named on the command line into `.venv`; 0 when it is there."""
    try:
        bring(sys.argv[1])
    except SetUpError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    return 0


def bring(lock: str) -> None:
    """Install `lock` (`main` or `dev`) unless the stamp says that it is there."""
    wanted = key(lock)
    if not alive():
        shutil.rmtree(VENV, ignore_errors=True)
    elif stamp(lock).exists() and stamp(lock).read_text() == wanted:
        return
    held = [name for name in LOCKS if stamp(name).exists()]
    if not held:
        shutil.rmtree(VENV, ignore_errors=True)
        environment_of(VENV, sys.executable)
    for name in held:
        stamp(name).unlink()
    print(f"setup: installing locks/{lock}.txt into .venv ({'uv' if uv() else 'pip'}) ...", flush=True)
    install(PYTHON, "--require-hashes", "--no-deps", "-r", str(ROOT / "locks" / f"{lock}.txt"))
    install(PYTHON, "--no-deps", "--no-build-isolation", "-e", str(ROOT))
    for name in LOCKS[: LOCKS.index(lock) + 1]:
        stamp(name).write_text(key(name))


def key(lock: str) -> str:
    """What a finished environment is known by: the lock, the project's own table, the Python, the place."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    digest = hashlib.sha256((ROOT / "locks" / f"{lock}.txt").read_bytes())
    digest.update(json.dumps(project, sort_keys=True).encode())
    return f"{digest.hexdigest()} {sys.version.split()[0]} {ROOT}\n"


def stamp(lock: str) -> Path:
    return VENV / f"anpi-{lock}.stamp"


def alive() -> bool:
    """Whether `.venv` runs, with the Python that was chosen."""
    question = "import sys; print(sys.version.split()[0])"
    try:
        answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.stdout.strip() == sys.version.split()[0]


def environment_of(venv: Path, python: str) -> None:
    """An empty one in that folder, of that Python."""
    if uv():
        run([uv(), "venv", "--quiet", "--python", python, str(venv)])
    elif works(python, "import ensurepip, venv"):
        run([python, "-m", "venv", str(venv)])
    elif works(python, "import pip, venv"):
        run([python, "-m", "venv", "--without-pip", str(venv)])
    else:
        raise SetUpError(
            f"{python} comes without venv and pip. Install them "
            "(Debian, Ubuntu: apt-get install python3-venv) or install uv, then run this again."
        )


def install(python: Path, *arguments: str) -> None:
    """Into the environment whose Python that is."""
    if uv():
        run([uv(), "pip", "install", "--quiet", "--python", str(python), *arguments])
    elif subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
        run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments])
    else:
        run([sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", *arguments])


def uv() -> str:
    """The path of uv, empty where it is not there or not wanted (`ANPI_SETUP_WITHOUT_UV=1`)."""
    return "" if os.environ.get("ANPI_SETUP_WITHOUT_UV") else shutil.which("uv") or ""


def works(python: str, statement: str) -> bool:
    return subprocess.run([python, "-c", statement], capture_output=True, check=False).returncode == 0


def run(command: list[str]) -> None:
    """Run and show; an active environment of the caller's must not catch what is meant for `.venv`."""
    surroundings = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    if subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode:
        raise SetUpError(f"this did not work, see above: {' '.join(command)}")


if __name__ == "__main__":
    sys.exit(main())
