"""Servers end with their test run, however it ends, and leave no folder behind."""

import subprocess
import sys
import time
from pathlib import Path

from tests.servers import keeper

RUN = """
import sys, time
from tests.servers import keeper
with keeper.new_folder("keeper-test") as folder, keeper.kept(["sleep", "600"], folder):
    print(folder, flush=True)
    time.sleep(600)
"""


def wait_until_gone(folder: Path) -> bool:
    give_up = time.monotonic() + 20
    while folder.exists() and time.monotonic() < give_up:
        time.sleep(0.05)
    return not folder.exists()


def test_a_server_dies_with_a_test_run_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True, cwd=keeper.ROOT) as run:
        assert run.stdout
        folder = Path(run.stdout.readline().strip())
        assert folder.is_dir()
        run.kill()
    assert wait_until_gone(folder)


def test_a_folder_goes_when_its_server_ends_by_itself() -> None:
    with keeper.new_folder("keeper-test") as folder, keeper.kept(["true"], folder) as process:
        assert process.wait(timeout=20) == 0
        assert not folder.exists()


def test_the_folder_is_short_enough_for_a_unix_socket() -> None:
    with keeper.new_folder("postgres") as folder:
        assert len(str(folder / ".s.PGSQL.5432.lock")) < 107


def test_the_last_words_of_a_server_are_kept(tmp_path: Path) -> None:
    (tmp_path / keeper.LOG).write_text("FATAL: no room")
    assert keeper.last_words(tmp_path) == "FATAL: no room"
