"""Makes the trained model that belongs to this code, lexicon and data, once, whoever asks first."""

import fcntl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from nlu.corpus import Example, read_corpus
from nlu.lexicon.loading import load_lexicon
from nlu.lexicon_reading import LexiconReader
from nlu.statistics.artefact import path_of, save
from nlu.training.fit import train
from nlu.training.version import version_of

_KEPT = 3
"""Models of earlier versions that stay, for a way back."""


def examples(own: Sequence[Path] = ()) -> tuple[Example, ...]:
    """Anpi's training utterances and a city's own. Raises CorpusError."""
    folder = Path(str(resources.files("nlu"))) / "rasa" / "data"
    return read_corpus([*sorted(folder.glob("*.yml")), *own])


def make(folder: Path, lexicons: Sequence[Path], own: Sequence[Path], progress: Callable[[str], None]) -> Path:
    """Trains unless the model is there, and says where it is. Several processes may ask at once: one trains.

    Raises CorpusError or LexiconError where a file cannot be used.
    """
    path = path_of(folder, version_of([*lexicons, *own]))
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        if not path.exists():
            save(train(examples(own), LexiconReader(load_lexicon(lexicons)), progress), path)
            _tidy(folder, path)
    return path


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / ".training").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _tidy(folder: Path, newest: Path) -> None:
    others = sorted((each for each in folder.glob("understanding-*.npz") if each != newest), key=_age, reverse=True)
    for old in others[_KEPT - 1 :]:
        old.unlink()
        old.with_suffix(".sha256").unlink(missing_ok=True)


def _age(path: Path) -> float:
    return path.stat().st_mtime
