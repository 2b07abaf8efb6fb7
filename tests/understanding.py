"""The trained embedded engine, made once for each version of code and data and shared by all tests."""

from collections.abc import Coroutine
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from bot.bootstrap.understanding import embedded, many_of
from bot.hearing import ManyHeard
from nlu.embedded import EmbeddedInterpreter

T = TypeVar("T")

FOLDER = Path(__file__).parent.parent / ".anpi" / "nlu"


@cache
def interpreter() -> EmbeddedInterpreter:
    return embedded(FOLDER)


@cache
def many_heard() -> ManyHeard:
    return many_of(())


def at_once(coroutine: Coroutine[Any, Any, T]) -> T:
    """The result of something that is asynchronous in its signature alone: over a world in memory nothing waits."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    raise AssertionError("it waits for something")
