"""`ladder.yaml` of a municipality: which steps people who stay silent climb, after how many minutes, and its night."""

from collections.abc import Iterator, Mapping
from datetime import time, timedelta
from itertools import pairwise
from typing import Any, TypeGuard

from bot.core.ladder import Ladder, Night, Road, Step
from config.faults import choice_fault, key_faults, list_fault

MOST = 20
"""Steps. Whoever writes more writes to people without end."""
LONGEST = 7 * 24 * 60
"""Minutes. Whoever is silent for a week is on no ladder any more: somebody has gone there."""

_MINUTES = ("minutes", "sooner")
_NIGHT = ("begins", "ends")


def ladder_of(told: Mapping[str, Any]) -> Ladder:
    """Of a mapping that has no `ladder_faults`."""
    night = told.get("night")
    return Ladder(tuple(_step(each) for each in told["steps"]), _night(night) if night else None)


def _step(told: Mapping[str, Any]) -> Step:
    after = timedelta(minutes=told["minutes"])
    return Step(Road(told["road"]), after, timedelta(minutes=told["sooner"]) if "sooner" in told else after)


def _night(told: Mapping[str, str]) -> Night:
    return Night(*(time.fromisoformat(told[key]) for key in _NIGHT))


def ladder_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield "ladder holds no keys; write steps, and night where the city has one"
        return
    yield from key_faults("ladder", told, ("steps",), ("night",))
    if "steps" in told:
        yield from _steps_faults(told["steps"])
    if told.get("night") is not None:
        yield from _night_faults(told["night"])


def _steps_faults(told: Any) -> Iterator[str]:
    wrong = list(list_fault("steps", told, MOST))
    yield from wrong
    if wrong:
        return
    for number, step in enumerate(told, 1):
        yield from _step_faults(f"step {number}", step)
    for key in _MINUTES:
        yield from _order_faults(key, told)


def _step_faults(where: str, told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield f"{where} holds no keys; write road and minutes"
        return
    yield from key_faults(where, told, ("road", "minutes"), ("sooner",))
    if "road" in told:
        yield from choice_fault(f"{where}: road", told["road"], Road)
    for key in _MINUTES:
        if key in told and not _is_minutes(told[key]):
            yield f"{where}: {key} is no number of minutes from 0 to {LONGEST}"
    minutes: Any = told.get("minutes")
    sooner: Any = told.get("sooner")
    if _is_minutes(minutes) and _is_minutes(sooner) and sooner > minutes:
        yield f"{where}: sooner is later than minutes; people who need support never wait longer than the others"


def _order_faults(key: str, steps: list[Any]) -> Iterator[str]:
    """Nobody passes a step by: one that came earlier than the step before it would wait for that one all the same."""
    known = [each.get(key, each.get("minutes")) if isinstance(each, Mapping) else None for each in steps]
    for number, (before, after) in enumerate(pairwise(known), 2):
        if _is_minutes(before) and _is_minutes(after) and after < before:
            yield f"step {number}: {key} is earlier than in step {number - 1}; put them in the order of their times"


def _is_minutes(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LONGEST


def _night_faults(told: Any) -> Iterator[str]:
    if not isinstance(told, Mapping):
        yield "night holds no keys; write begins and ends, or leave the night out"
        return
    yield from key_faults("night", told, _NIGHT)
    clocks = {key: _clock(told[key]) for key in _NIGHT if key in told}
    for key, clock in clocks.items():
        if clock is None:
            yield f'night: {key} is no time of day; write it in quotation marks, as in "22:00"'
    if len(clocks) == len(_NIGHT) and len(set(clocks.values())) == 1 and None not in clocks.values():
        yield "night: begins and ends are the same; leave the night out where people may be reminded at any hour"


def _clock(value: Any) -> time | None:
    """Hours and minutes, as on a clock; YAML reads 22:00 without quotation marks as a number."""
    try:
        read = time.fromisoformat(value) if isinstance(value, str) and len(value) == len("22:00") else None
    except ValueError:
        return None
    return read
