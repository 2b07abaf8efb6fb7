"""What `anpi nlu train` does. Thin: the making is in nlu.training, the same as at the first start."""

import asyncio

import typer

from bot.bootstrap.understanding import UntrainedError, own_utterances
from bot.cli.failing import fail
from bot.cli.nlu.evaluating import below_the_bars, measure_embedded, show
from config.municipality import lexicons_of
from config.settings import Settings
from nlu.corpus import CorpusError
from nlu.lexicon.loading import LexiconError
from nlu.training.__main__ import make_visibly


def train_now(settings: Settings) -> None:
    """Exit code 1 where a file cannot be used. A model that is below a bar is said to be, and stays."""
    folder = settings.nlu_folder
    own = own_utterances(folder)
    try:
        path = make_visibly(folder, list(lexicons_of(settings.municipality)), list(own))
        typer.echo(f"{path.stem}, in {path}")
        typer.echo(f"With the city's own utterances in {own[0]}." if own else "With Anpi's own utterances alone.")
        measured = [asyncio.run(measure_embedded(settings))]
    except (CorpusError, LexiconError, UntrainedError) as error:
        fail(str(error))
    show(measured)
    for sentence in below_the_bars(measured):
        typer.echo(sentence, err=True)
    typer.echo("Servers and workers read it when they start next.")
