"""Where the Rasa project's files are, and what a trained model of it is known by."""

from __future__ import annotations

import hashlib
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parents[1]
MODELS = ROOT / ".anpi" / "rasa"
CONFIG, DOMAIN, DATA = FOLDER / "config.yml", FOLDER / "domain.yml", FOLDER / "data"
ENDPOINTS, CREDENTIALS = FOLDER / "endpoints.yml", FOLDER / "credentials.yml"

_COMPONENTS = ("rasa/japanese_tokenizer.py", "rasa/fact_classifier.py", "labels.py", "normalisation.py")
_LOCK = ROOT / "locks" / "rasa.txt"


def model() -> Path:
    """The file of the model that these data, this code and these packages make."""
    return MODELS / f"anpi-{version()}.tar.gz"


def version() -> str:
    """Sixteen hexadecimal digits over everything that a training reads."""
    files = [CONFIG, DOMAIN, _LOCK, *(FOLDER.parent / each for each in _COMPONENTS), *sorted(DATA.glob("*.yml"))]
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
