"""The real Rasa server in its own environment: started, stopped in its tracks, killed, started again."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep

import httpx

from tests.e2e.processes import Process, free_port

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-rasa" / "bin" / "python"
STARTS_WITHIN = 240.0
"""Seconds: half a minute on a quiet machine, nearly all of it TensorFlow's import."""


class RasaServer:
    """`python -m nlu.rasa serve` on a free port; `address` stays the same over a restart."""

    def __init__(self, log: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.log = log
        words = ("-m", "nlu.rasa", "serve", "--port", str(port))
        self._process = Process(words, _environ(), log, program=PYTHON)

    def start(self) -> float:
        """Back when it answers; how many seconds that took."""
        began = monotonic()
        self._process.start()
        while not self.answers():
            assert self._process.lives, self._process.words()
            assert monotonic() - began < STARTS_WITHIN, self._process.words()
            sleep(0.2)
        return monotonic() - began

    def answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/status", trust_env=False).is_success
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """SIGKILL."""
        self._process.kill()

    def end(self) -> bool:
        return self._process.end()

    def pause(self) -> None:
        """SIGSTOP: it still takes connections and never says a word."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    @property
    def pid(self) -> int:
        """Of the process that serves: the command becomes it."""
        assert self._process.pid is not None
        return self._process.pid

    def memory(self) -> float:
        """Resident, in MB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _environ() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("ANPI_", "RASA_"))}
