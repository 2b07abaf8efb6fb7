"""A trained model as a file: plain arrays and JSON, never a pickle, and its hash beside it."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np

from nlu.statistics.model import Head, LinearModel, Weighting
from nlu.statistics.models import Models

FORMAT = 1
_SUFFIX = ".npz"


class ArtefactError(ValueError):
    """A model file that must not be used: changed, cut off, or of another version."""


def path_of(folder: Path, version: str) -> Path:
    """Where the model trained from the data of that version is kept."""
    return folder / f"understanding-{version}{_SUFFIX}"


def save(models: Models, path: Path) -> None:
    """Whole or not at all: written beside and moved into place, the hash first."""
    content = _packed(models)
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(_hash_file(path), (_digest(content) + "\n").encode())
    _write(path, content)


def load(path: Path) -> Models:
    """Raises FileNotFoundError, or ArtefactError where the file is not what was saved."""
    content = path.read_bytes()
    if _digest(content) != _hash_file(path).read_text(encoding="ascii").strip():
        raise ArtefactError(
            f"{path.name} is not the file that was saved: its hash differs; `anpi nlu train` makes it anew"
        )
    try:
        return _unpacked(content)
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError) as error:
        raise ArtefactError(f"{path.name} cannot be read ({error}); `anpi nlu train` makes it anew") from error


def _packed(models: Models) -> bytes:
    parts: dict[str, Any] = {}
    words: dict[str, Any] = {"format": FORMAT}
    for field in fields(Models):
        model: LinearModel = getattr(models, field.name)
        words[field.name] = {
            "weighting": asdict(model.weighting),
            "letters": sorted(model.letters, key=model.letters.__getitem__),
            "words": sorted(model.words, key=model.words.__getitem__),
            "heads": [asdict(head) for head in model.heads],
        }
        parts |= {f"{field.name}.weights": model.weights, f"{field.name}.bias": model.bias}
    buffer = io.BytesIO()
    np.savez(buffer, words=np.frombuffer(json.dumps(words).encode(), dtype=np.uint8), **parts)
    return buffer.getvalue()


def _unpacked(content: bytes) -> Models:
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        words = json.loads(arrays["words"].tobytes())
        if words["format"] != FORMAT:
            raise ValueError(f"format {words['format']} instead of {FORMAT}")
        return Models(**{field.name: _model(words[field.name], field.name, arrays) for field in fields(Models)})


def _model(words: dict[str, Any], name: str, arrays: Mapping[str, Any]) -> LinearModel:
    heads = tuple(Head(**{**head, "answers": tuple(head["answers"])}) for head in words["heads"])
    letters = {feature: row for row, feature in enumerate(words["letters"])}
    of_words = {feature: row for row, feature in enumerate(words["words"], start=len(letters))}
    weights, bias = arrays[f"{name}.weights"], arrays[f"{name}.bias"]
    return LinearModel(Weighting(**words["weighting"]), letters, of_words, heads, weights, bias)


def _hash_file(path: Path) -> Path:
    return path.with_suffix(".sha256")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
