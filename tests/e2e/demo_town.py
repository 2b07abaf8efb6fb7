"""`anpi demo` started in a folder of its own, with its buttons by their words and its chats as people read them."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

from tests.understanding import FOLDER, interpreter

ANPI = Path(sys.executable).parent / "anpi"
HANAKO, DAUGHTER, LEADER, NEIGHBOUR = (f"U{number:032x}" for number in (1, 2, 3, 4))
_STARTS_WITHIN = 90.0
ANSWERS_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class DemoTown:
    """`phones`: the sandbox; `console`: where staff sign in. Commands run in `folder`, over the demo's database."""

    folder: Path
    phones: httpx.Client
    console: str
    database: str

    def press(self, label: str) -> None:
        actions = self.phones.get("/sandbox/page").json()["actions"]
        number = next(number for number, each in enumerate(actions) if each["label"] == label)
        assert self.phones.post(f"/sandbox/page/actions/{number}").json()["ok"]

    def say(self, user: str, words: str) -> None:
        self.phones.post(f"/sandbox/users/{user}/say", json={"text": words})

    def tap(self, user: str, label: str) -> None:
        """The newest button of this name."""
        assert self.phones.post(f"/sandbox/users/{user}/tap", json={"label": label}).is_success

    def until_shown(self, user: str, words: str, within: float = ANSWERS_WITHIN) -> None:
        until = monotonic() + within
        while not any(words in each for each in self.shown(user)):
            assert monotonic() < until, f"{words} never came: {self.shown(user)}"
            sleep(0.2)

    def shown(self, user: str) -> list[str]:
        """What the city said in this chat, one string a message."""
        messages = self.phones.get(f"/sandbox/chats/{user}").json()["messages"]
        return [" ".join(words_in(each["content"])) for each in messages if each["from"] != user]

    def anpi(self, *command: str) -> str:
        """What the command printed; it must succeed."""
        settings = os.environ | {"ANPI_DATABASE_URL": self.database}
        done = subprocess.run(
            [ANPI, *command], cwd=self.folder, env=settings, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@contextmanager
def demo_in(folder: Path, database: str = "") -> Iterator[DemoTown]:
    """The folder is empty but for what all tests have learned of the language already; so is a lent database."""
    interpreter()
    (folder / ".anpi").mkdir()
    (folder / ".anpi" / "nlu").symlink_to(FOLDER)
    log = folder / "demo.log"
    with log.open("w") as output:
        demo = subprocess.Popen(
            [ANPI, "demo", *(("--database", database) if database else ())],
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        phones, console = _addresses(log, demo)
        with httpx.Client(base_url=phones, timeout=20) as client:
            yield DemoTown(folder, client, console, database or "sqlite:///.anpi/demo.db")
    finally:
        demo.send_signal(signal.SIGINT)
        assert demo.wait(30) == 0, log.read_text()


def _addresses(log: Path, demo: subprocess.Popen[bytes]) -> tuple[str, str]:
    """Of the phones and of the console, once the demo says that it runs."""
    until = monotonic() + _STARTS_WITHIN
    while monotonic() < until and demo.poll() is None:
        found = re.search(r"phones\s+(http://\S+)/\s+city's console\s+(http://\S+)/", log.read_text())
        if found:
            return found[1], found[2]
        sleep(0.2)
    pytest.fail(f"the demo did not start: {log.read_text()}")


def words_in(content: Any) -> Iterator[str]:
    if isinstance(content, dict):
        if isinstance(content.get("text"), str):
            yield content["text"]
        for value in content.values():
            yield from words_in(value)
    elif isinstance(content, list):
        for value in content:
            yield from words_in(value)
