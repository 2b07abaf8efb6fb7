"""Writes `main.txt`, `dev.txt` and `rasa.txt`: every package pinned with hashes, no address of any registry.

Run by `make lock`. `python locks/compile.py --upgrade` also takes newer versions than the ones locked now.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = {
    "dev": "# What the tests and checks need, everything of main.txt included. Made by `make lock`.\n",
    "main": "# What Anpi runs with, and what its editable install is built with. Made by `make lock`.\n",
    "rasa": "# What Rasa's own environment holds, Python 3.10 on Linux. Made from rasa.in by `make lock`.\n",
}
ADDRESS = re.compile(r"\w+://|^--?(index|extra-index|find-links|trusted-host)", re.MULTILINE)


def main() -> None:
    """Resolve `dev` first, then `main` within it, so that both name the same versions.

    Rasa stands apart, for Linux alone: a lock for Windows as well would hold all of us to older versions.
    """
    ours = ["pyproject.toml", "--universal", "--python-version", "3.11"]
    rasa = ["locks/rasa.in", "--python-platform", "x86_64-manylinux_2_28", "--python-version", "3.10"]
    compile_lock("dev", [*ours, "--group", "dev", "--group", "build", *sys.argv[1:]])
    compile_lock("main", [*ours, "--group", "build", "--constraint", "locks/dev.txt"])
    compile_lock("rasa", [*rasa, *sys.argv[1:]])


def compile_lock(name: str, arguments: list[str]) -> None:
    target = ROOT / "locks" / f"{name}.txt"
    command = [
        str(Path(sys.executable).parent / "uv"), "pip", "compile", "--quiet", "--generate-hashes",
        "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--no-annotate",
        "--output-file", str(target), *arguments,
    ]  # fmt: skip
    subprocess.run(command, cwd=ROOT, check=True)
    pins = target.read_text(encoding="utf-8").removeprefix(HEADER[name])
    if found := ADDRESS.search(pins):
        sys.exit(f"locks/{name}.txt: {found[0]!r} must not stand in a lock: it names an address")
    target.write_text(HEADER[name] + pins, encoding="utf-8")


if __name__ == "__main__":
    main()
