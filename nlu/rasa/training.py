"""Trains the Rasa model where the one that is wanted is not there."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nlu.rasa.project import CONFIG, DATA, DOMAIN, MODELS, ROOT, model
from nlu.rasa.surroundings import RASA, environ

_KEPT = 2
_UNFINISHED = "unfinished-"
_LAST_WORDS = 4_000


class TrainingError(Exception):
    """Rasa could not be trained; the message holds what it said last."""


def train() -> Path:
    """The model's file. Several may ask at once: one trains. Raises TrainingError."""
    MODELS.mkdir(parents=True, exist_ok=True)
    with _alone():
        path = model()
        if not path.exists():
            _say("training on nlu/rasa/data; two minutes or more, and only when data or code have changed ...")
            began = time.monotonic()
            _train(path)
            _say(f"trained in {time.monotonic() - began:.0f} s, {path.stat().st_size / 1e6:.1f} MB")
            _tidy(path)
    return path


def _train(path: Path) -> None:
    """Made beside and moved into place: a training that is broken off leaves no model."""
    with tempfile.TemporaryDirectory(dir=MODELS, prefix=_UNFINISHED) as folder:
        command = [
            str(RASA), "train", "nlu", "--nlu", str(DATA), "--config", str(CONFIG), "--domain", str(DOMAIN),
            "--out", folder, "--fixed-model-name", path.name,
        ]  # fmt: skip
        ran = subprocess.run(command, cwd=ROOT, env=environ(), capture_output=True, text=True, check=False)
        made = Path(folder) / path.name
        if ran.returncode or not made.exists():
            raise TrainingError(f"Rasa could not be trained:\n{(ran.stdout + ran.stderr)[-_LAST_WORDS:]}")
        made.replace(path)
    shutil.rmtree(MODELS / "cache", ignore_errors=True)


@contextmanager
def _alone() -> Iterator[None]:
    with (MODELS / ".training").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _tidy(newest: Path) -> None:
    """Models of earlier versions, and what trainings left that were broken off."""
    for left in MODELS.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    others = [each for each in MODELS.glob("anpi-*.tar.gz") if each != newest]
    for old in sorted(others, key=lambda each: each.stat().st_mtime, reverse=True)[_KEPT - 1 :]:
        old.unlink()


def _say(words: str) -> None:
    print(f"Rasa: {words}", file=sys.stderr, flush=True)
