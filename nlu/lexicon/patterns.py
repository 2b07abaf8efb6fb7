"""Writes out the short notation of the lexicon: {a|b|} is a choice, <name> a group of endings."""

from collections.abc import Mapping, Sequence
from itertools import product

MAX_PHRASES = 5_000


class PatternError(ValueError):
    """A phrase that cannot be written out; says which and why."""


def expand(pattern: str, groups: Mapping[str, Sequence[str]]) -> list[str]:
    """Every phrase that the pattern stands for. Groups may use patterns, but no groups inside choices."""
    choices = [_choices(part, groups, pattern) for part in _parts(pattern)]
    count = 1
    for options in choices:
        count *= len(options)
    if count > MAX_PHRASES:
        raise PatternError(f"{pattern!r} stands for {count} phrases; split it (at most {MAX_PHRASES})")
    if any(sign in part for part in _parts(pattern) if part[0] not in "{<" for sign in "}>|"):
        raise PatternError(f"{pattern!r} has a closing sign or | that nothing opens")
    return ["".join(words) for words in product(*choices)]


def _parts(pattern: str) -> list[str]:
    parts: list[str] = []
    rest = pattern
    while rest:
        end = _end_of_part(rest, pattern)
        parts.append(rest[:end])
        rest = rest[end:]
    return parts


def _end_of_part(rest: str, pattern: str) -> int:
    if rest[0] == "<":
        return _after(rest, ">", pattern)
    if rest[0] == "{":
        return _after(rest, "}", pattern)
    opens = [index for index in (rest.find("{"), rest.find("<")) if index >= 0]
    return min(opens, default=len(rest))


def _after(rest: str, sign: str, pattern: str) -> int:
    end = rest.find(sign)
    if end < 0:
        raise PatternError(f"{pattern!r} lacks a closing {sign}")
    if "{" in rest[1:end]:
        raise PatternError(f"{pattern!r} has a choice inside a choice; write the phrases out")
    return end + 1


def _choices(part: str, groups: Mapping[str, Sequence[str]], pattern: str) -> Sequence[str]:
    if part.startswith("{"):
        return part[1:-1].split("|")
    if not part.startswith("<"):
        return (part,)
    name = part[1:-1]
    if name not in groups:
        raise PatternError(f"{pattern!r} names the group {name!r}, which no file defines under `groups`")
    return groups[name]
