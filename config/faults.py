"""Sentences about what is wrong in a municipality's file: each names the place and the remedy."""

import re
from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum
from typing import Any

_UNSPEAKABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def key_faults(
    where: str, told: Mapping[Any, Any], needed: Collection[str], optional: Collection[str] = ()
) -> Iterator[str]:
    known = sorted({*needed, *optional})
    for key in told:
        if key not in known:
            yield f"{where}: unknown key '{key}'; known are: {', '.join(known)}"
    yield from (f"{where}: {key} is missing" for key in sorted(needed) if key not in told)


def text_fault(where: str, value: Any, longest: int) -> Iterator[str]:
    """Text of one line, nothing before or after it: what is shown is exactly what is written."""
    if not isinstance(value, str) or not value.strip():
        yield f"{where} is no text; put it in quotation marks"
    elif len(value) > longest:
        yield f"{where} has {len(value)} characters; write at most {longest}"
    elif value != value.strip() or _UNSPEAKABLE.search(value):
        yield f"{where} begins or ends with a space, or holds a line break or a control character; take it out"


def choice_fault(where: str, value: Any, choices: type[StrEnum]) -> Iterator[str]:
    if value not in list(choices):
        yield f"{where} is '{value}'; write one of: {', '.join(choices)}"


def list_fault(where: str, value: Any, most: int) -> Iterator[str]:
    """A list with something in it, and not too much."""
    if not isinstance(value, list) or not value:
        yield f"{where} is no list; write at least one line that begins with a dash"
    elif len(value) > most:
        yield f"{where} has {len(value)} lines; write at most {most}"
