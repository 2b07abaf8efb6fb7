"""`python -m nlu.training FOLDER`: trains in a process of its own, so that no server keeps scikit-learn in memory."""

import argparse
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from nlu.corpus import CorpusError
from nlu.lexicon.loading import LexiconError
from nlu.training.fit import STEPS
from nlu.training.making import make


def main() -> int:
    """0 when the model is there; 1 with a plain sentence on standard error where a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m nlu.training", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the trained model is kept")
    parser.add_argument("--lexicon", type=Path, action="append", default=[], help="a city's own lexicon")
    parser.add_argument("--utterances", type=Path, action="append", default=[], help="a city's own labelled utterances")
    given = parser.parse_args()
    try:
        make_visibly(given.folder, given.lexicon, given.utterances)
    except (CorpusError, LexiconError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - this is a command
        return 1
    return 0


def make_visibly(folder: Path, lexicons: list[Path], own: list[Path]) -> Path:
    """The same, with a progress bar on standard error."""
    columns = (
        TextColumn("learning to understand"),
        BarColumn(),
        TextColumn("{task.fields[step]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("train", total=STEPS, step="reading the utterances", start=False)

        def progress(step: str) -> None:
            bar.start_task(task)
            bar.update(task, advance=1, step=step)

        return make(folder, lexicons, own, progress)


if __name__ == "__main__":
    sys.exit(main())
