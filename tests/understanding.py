"""The trained embedded engine, made once for each version of code and data and shared by all tests."""

from functools import cache
from pathlib import Path

from bot.bootstrap.understanding import embedded
from nlu.embedded import EmbeddedInterpreter

FOLDER = Path(__file__).parent.parent / ".anpi" / "nlu"


@cache
def interpreter() -> EmbeddedInterpreter:
    return embedded(FOLDER)
