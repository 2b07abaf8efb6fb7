"""Which engine understands free text, and the trained model that it reads."""

import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import structlog
from prometheus_client import Counter

from bot.core.understanding import Interpreter
from bot.hearing import ManyHeard
from config.municipality import lexicons_of
from config.settings import Settings
from nlu.embedded import EmbeddedInterpreter
from nlu.lexicon.loading import load_lexicon
from nlu.lexicon_reading import LexiconReader
from nlu.rasa_client import BUDGET, RasaClient
from nlu.rasa_interpreter import RasaInterpreter
from nlu.roll_call.likeness import is_roll_call
from nlu.roll_call.mark import WORDS
from nlu.roll_call.reading import RollCallReader
from nlu.statistics.artefact import ArtefactError, load, path_of
from nlu.statistics.embedded import EmbeddedStatistics
from nlu.statistics.models import Models
from nlu.training.version import version_of

log = structlog.get_logger()

_STOOD_IN = Counter("anpi_nlu_stood_in", "Messages that the embedded engine understood in Rasa's stead", ["reason"])

REVIEWED = "reviewed.yml"
"""Utterances of the city's own people, labelled by its staff; they stay in the folder of the trained model."""


class UntrainedError(Exception):
    """The embedded engine's model could not be made; what was wrong stands on standard error."""


@asynccontextmanager
async def interpreter_of(settings: Settings) -> AsyncIterator[Interpreter]:
    """The engine that the settings name. Raises LexiconError, or UntrainedError."""
    lexicons = lexicons_of(settings.municipality)
    if settings.nlu_engine == "embedded":
        yield embedded(settings.nlu_folder, lexicons, own_utterances(settings.nlu_folder))
        return
    statistics = EmbeddedStatistics(models(settings.nlu_folder, lexicons, own_utterances(settings.nlu_folder)))
    # No proxy of the surroundings: what people write goes to the city's own service and nowhere else.
    async with httpx.AsyncClient(timeout=BUDGET, trust_env=False) as http:
        rasa = RasaClient(http, settings.rasa_url)
        yield RasaInterpreter(LexiconReader(load_lexicon(lexicons)), rasa, statistics, _count)


def roll_call_reader(settings: Settings) -> RollCallReader:
    """Reads leaders' messages about many people, in the city's own words too. Raises LexiconError."""
    return _reader(lexicons_of(settings.municipality))


def _reader(lexicons: Sequence[Path]) -> RollCallReader:
    return RollCallReader(load_lexicon([WORDS, *lexicons]))


def many_heard(settings: Settings) -> ManyHeard:
    """The same for the chat, whichever engine understands the rest. Raises LexiconError."""
    return many_of(lexicons_of(settings.municipality))


def many_of(lexicons: Sequence[Path]) -> ManyHeard:
    return ManyHeard(_reader(lexicons), is_roll_call)


def own_utterances(folder: Path) -> tuple[Path, ...]:
    reviewed = folder / REVIEWED
    return (reviewed,) if reviewed.is_file() else ()


def _count(reason: str) -> None:
    _STOOD_IN.labels(reason).inc()


def embedded(folder: Path, lexicons: Sequence[Path] = (), own: Sequence[Path] = ()) -> EmbeddedInterpreter:
    """The embedded engine. Trains first where this version's model is not there yet: less than a minute, once.

    Raises LexiconError, or UntrainedError.
    """
    reader = LexiconReader(load_lexicon(lexicons))
    return EmbeddedInterpreter(reader, EmbeddedStatistics(models(folder, lexicons, own)))


def models(folder: Path, lexicons: Sequence[Path], own: Sequence[Path]) -> Models:
    path = path_of(folder, version_of([*lexicons, *own]))
    try:
        return load(path)
    except FileNotFoundError:
        log.info("understanding.untrained", version=path.stem)
    except ArtefactError:
        log.warning("understanding.spoilt", version=path.stem)
        path.unlink()
    _train_apart(folder, lexicons, own)
    return load(path)


def _train_apart(folder: Path, lexicons: Sequence[Path], own: Sequence[Path]) -> None:
    """In a process of its own: what trains needs a hundred megabytes that a server need not keep."""
    command = [sys.executable, "-m", "nlu.training", str(folder)]
    command += [part for path in lexicons for part in ("--lexicon", str(path))]
    command += [part for path in own for part in ("--utterances", str(path))]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - this interpreter and this package
        raise UntrainedError("the understanding could not be trained; what is wrong stands above")
