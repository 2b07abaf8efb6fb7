"""How a topic asks: `circle = yield from ask(CircleOf(person))`, typed, with no I/O of its own."""

from collections.abc import Generator
from typing import Any, TypeVar

from bot.core.requests import Request

T = TypeVar("T")

Topic = Generator[Request[Any], Any, T]
"""A pure generator: yields requests, is sent their answers (or thrown `Unavailable`), returns a T."""

MAX_REQUESTS = 10
"""A topic that asks more than this in one turn is a bug, and is stopped (goflow's limit of steps)."""


def ask(request: Request[T]) -> Generator[Request[Any], Any, T]:
    answer: T = yield request
    return answer
