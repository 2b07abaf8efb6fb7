"""The small checks everything else is put together from; each yields the problems of one value."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from integrations.sandbox.line_platform.validator.limits import TEXT_LIMITS, Limit
from integrations.sandbox.line_platform.validator.units import length


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where: a path such as `messages[0].contents.body`."""

    message: str
    property: str


Check = Callable[[Any, str], Iterator[Problem]]


def text(limit: str) -> Check:
    """A string within the row `limit` of the table."""
    row = TEXT_LIMITS[limit]

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem("Must be a string", path)
        else:
            yield from _length(value, path, row)

    return check


def _length(value: str, path: str, row: Limit) -> Iterator[Problem]:
    counted = length(value, row.unit)
    if counted == 0 and row.least > 0:
        yield Problem("May not be empty", path)
    elif not row.least <= counted <= row.most:
        yield Problem(f"Length must be between {row.least} and {row.most}", path)


def matching(pattern: str, message: str) -> Check:
    """A string that matches the whole of `pattern`."""
    compiled = re.compile(pattern)

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, str) or compiled.fullmatch(value) is None:
            yield Problem(message, path)

    return check


def url(*schemes: str, limit: str = "url") -> Check:
    """A URL with one of the schemes, within a row of the table."""
    sized = text(limit)

    def check(value: Any, path: str) -> Iterator[Problem]:
        found = list(sized(value, path))
        if not found and _scheme(value) not in schemes:
            found = [Problem("invalid uri scheme", path)]
        yield from found

    return check


def _scheme(value: str) -> str:
    try:
        return urlsplit(value).scheme
    except ValueError:
        return ""


def whole(least: int, most: int) -> Check:
    def check(value: Any, path: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Problem("Must be an integer", path)
        elif not least <= value <= most:
            yield Problem(f"Must be between {least} and {most}", path)

    return check


def number(least: float, most: float) -> Check:
    def check(value: Any, path: str) -> Iterator[Problem]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield Problem("Must be a number", path)
        elif not least <= value <= most:
            yield Problem(f"Must be between {least} and {most}", path)

    return check


def yes_no(value: Any, path: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem("Must be a boolean", path)


def any_string(value: Any, path: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not value:
        yield Problem("May not be empty", path)


def one_of(*words: str | int) -> Check:
    def check(value: Any, path: str) -> Iterator[Problem]:
        if isinstance(value, bool) or value not in words:
            yield Problem(f"Must be one of the following values: [{', '.join(map(str, words))}]", path)

    return check


def list_of(check_item: Check, least: int, most: int) -> Check:
    """A list of `least` to `most` items that all pass."""

    def check(value: Any, path: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield Problem("Must be an array", path)
        elif not least <= len(value) <= most:
            yield Problem(f"Size must be between {least} and {most}", path)
        else:
            for index, item in enumerate(value):
                yield from check_item(item, f"{path}[{index}]")

    return check
