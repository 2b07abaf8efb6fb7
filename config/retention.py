"""`retention:` of a city.yaml: for how many days each kind of data is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from bot.core.retention import Retention
from config.faults import key_faults

LONGEST = 36_525
"""A hundred years: whoever writes more has mistyped."""

_KINDS = tuple(field.name for field in fields(Retention))


def retention_of(told: Mapping[str, int]) -> Retention:
    """Of a mapping that has no `retention_faults`; what it does not name keeps its default."""
    return Retention(**told)


def retention_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield f"retention holds no keys; write days for {', '.join(_KINDS)}"
        return
    yield from key_faults("retention", told, (), _KINDS)
    for kind in _KINDS:
        days = told.get(kind, 1)
        if isinstance(days, bool) or not isinstance(days, int) or not 1 <= days <= LONGEST:
            yield f"retention: {kind} is no number of days from 1 to {LONGEST}"
