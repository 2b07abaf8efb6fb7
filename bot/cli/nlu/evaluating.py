"""What `anpi nlu evaluate` does. Thin: measuring, figures and tables are in nlu.evaluation."""

import asyncio
import json
from collections.abc import Sequence

import httpx
import typer
from rich.console import Console

from bot.bootstrap.understanding import UntrainedError, embedded, models, own_utterances
from bot.cli.failing import fail
from bot.cli.nlu.engine import Engine
from bot.cli.progress import moving_bar
from config.municipality import lexicons_of
from config.settings import Settings
from nlu.corpus import CorpusError
from nlu.evaluation.bars import missed
from nlu.evaluation.figures import figures_of
from nlu.evaluation.measuring import Measured, by_rasa_alone, measure
from nlu.evaluation.sets import evaluation_set
from nlu.evaluation.table import as_object, tables
from nlu.lexicon.loading import LexiconError, load_lexicon
from nlu.lexicon_reading import LexiconReader
from nlu.rasa_client import BUDGET, RasaClient, RasaUnavailable
from nlu.statistics.embedded import EmbeddedStatistics

COLUMNS = 100

_NO_RASA = "Rasa is not measured: ANPI_RASA_URL is not set."


def evaluate_engines(settings: Settings, engine: Engine, *, as_json: bool) -> None:
    """Exit code 1 where the embedded engine is below a bar, or an engine that was named cannot be measured."""
    try:
        measured = asyncio.run(_measured(settings, engine))
    except (UntrainedError, LexiconError, CorpusError) as error:
        fail(str(error))
    if as_json:
        typer.echo(json.dumps(as_object(measured), ensure_ascii=False))
    else:
        show(measured)
    low = below_the_bars(measured)
    for sentence in low:
        typer.echo(sentence, err=True)
    if low:
        raise typer.Exit(1)


def show(measured: Sequence[Measured]) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=COLUMNS)
    for each in tables(measured):
        console.print(each)


def below_the_bars(measured: Sequence[Measured]) -> list[str]:
    """A plain sentence each, of the embedded engine alone: it is the one that is always there."""
    return [line for each in measured if each.name == Engine.EMBEDDED for line in missed(figures_of(each.answers))]


async def measure_embedded(settings: Settings) -> Measured:
    """Trains first where the model is not there. Raises UntrainedError, LexiconError or CorpusError."""
    folder = settings.nlu_folder
    engine = embedded(folder, lexicons_of(settings.municipality), own_utterances(folder))
    with moving_bar("embedded") as move:
        return await measure(Engine.EMBEDDED, engine.understand, evaluation_set(), move)


async def _measured(settings: Settings, engine: Engine) -> list[Measured]:
    measured = [await measure_embedded(settings)] if engine is not Engine.RASA else []
    if engine is Engine.EMBEDDED:
        return measured
    if settings.rasa_url:
        return [*measured, await _measure_rasa(settings)]
    if engine is Engine.RASA:
        fail(_NO_RASA)
    typer.echo(_NO_RASA, err=True)
    return measured


async def _measure_rasa(settings: Settings) -> Measured:
    lexicons, folder = lexicons_of(settings.municipality), settings.nlu_folder
    reader = LexiconReader(load_lexicon(lexicons))
    statistics = EmbeddedStatistics(models(folder, lexicons, own_utterances(folder)))
    async with httpx.AsyncClient(timeout=BUDGET) as http:
        engine = by_rasa_alone(reader, RasaClient(http, settings.rasa_url), statistics)
        try:
            with moving_bar("rasa") as move:
                return await measure(Engine.RASA, engine, evaluation_set(), move)
        except RasaUnavailable as error:
            fail(
                f"Rasa cannot be measured: it is {error.reason}. Look whether it runs at the address of ANPI_RASA_URL."
            )
