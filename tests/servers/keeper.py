"""Keeps one server process for as long as its test run lives, and cleans up after both.

The keeper is a process of its own and holds the reading end of a pipe. When the run ends (by itself, by Ctrl-C or by
SIGKILL) the pipe closes; the keeper then stops the server and deletes its folder.
"""

import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir, mkdtemp

LOG = "server.log"
ROOT = Path(__file__).resolve().parents[2]
# A unix socket's path holds 107 bytes, and a server adds its own name to the folder.
LONGEST_FOLDER = 70


@contextmanager
def kept(command: Sequence[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` until the block is left. `folder` is deleted then, or when this process dies."""
    keeper = [sys.executable, "-m", "tests.servers.keeper", str(folder), *command]
    with subprocess.Popen(keeper, stdin=subprocess.PIPE, start_new_session=True, cwd=ROOT) as process:
        yield process


@contextmanager
def new_folder(name: str) -> Iterator[Path]:
    """An empty folder for one server, short enough to hold a unix socket."""
    parent = gettempdir() if len(gettempdir()) <= LONGEST_FOLDER else "/tmp"
    folder = Path(mkdtemp(prefix=f"anpi-{name}-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def last_words(folder: Path) -> str:
    """The end of the server's log, for the message that says why it did not start."""
    log = folder / LOG
    return log.read_text(errors="replace")[-2000:] if log.exists() else "it wrote no log"


def main(folder: Path, command: Sequence[str]) -> None:
    """Run the server until standard input closes or the server ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with (folder / LOG).open("wb") as log:
            server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
            try:
                while server.poll() is None and not select.select([sys.stdin], [], [], 0.2)[0]:
                    pass
            finally:
                stop(server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask once (SIGINT: PostgreSQL then ends at once instead of waiting for its clients), then insist."""
    server.send_signal(signal.SIGINT)
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
