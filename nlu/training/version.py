"""What a trained model is known by: everything that went into it."""

import hashlib
from collections.abc import Iterable
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import nlu

_PARTS = (".py", ".yaml", ".yml")
_NOT_EMBEDDED = frozenset(("rasa_client.py", "rasa_interpreter.py", "command.py"))
_NOT_LEARNT_FROM = frozenset(("__pycache__", "evaluation", "roll_call"))


def version_of(extra: Iterable[Path] = ()) -> str:
    """Sixteen hexadecimal digits over the package's code, lexicon and utterances, and a city's own files."""
    digest = hashlib.sha256()
    for file in sorted(_files(resources.files(nlu)), key=str):
        digest.update(f"{file.name}\0".encode() + file.read_bytes() + b"\0")
    for path in sorted(extra):
        digest.update(f"{path.name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def _files(folder: Traversable) -> Iterable[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name == "rasa":
            yield from _files(entry / "data")
        elif entry.is_dir() and entry.name not in _NOT_LEARNT_FROM:
            yield from _files(entry)
        elif entry.name.endswith(_PARTS) and entry.name not in _NOT_EMBEDDED:
            yield entry
