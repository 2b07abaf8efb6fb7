"""The evaluation sets: utterances written by hand, which no engine is ever trained on."""

from importlib import resources
from pathlib import Path

from nlu.corpus import Example, read_corpus


def evaluation_set() -> tuple[Example, ...]:
    """All of them, file by file. Raises CorpusError."""
    folder = Path(str(resources.files("nlu"))) / "evaluation"
    return read_corpus(sorted(folder.glob("*.yml")))
