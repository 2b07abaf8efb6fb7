"""Reads a file of labels that people have corrected: every problem with its line, as `anpi city load` says them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bot.cli.nlu.label_faults import label_faults
from bot.core.understanding import About, Condition, Intent, Need, Whereabouts
from bot.storage.city_load.problem import Problem
from nlu.corpus import REVIEW, Example

MAX_BYTES = 20_000_000

_LINE = object()


class _Lined(yaml.SafeLoader):
    """Remembers at each mapping in which line of the file it begins."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        found[_LINE] = node.start_mark.line + 1
        return found


@dataclass(frozen=True, slots=True)
class Labelled:
    """An utterance with the label that somebody gave it, and the turn that it was."""

    example: Example
    review: str


@dataclass(frozen=True, slots=True)
class Sheet:
    labelled: tuple[Labelled, ...]
    problems: tuple[Problem, ...]


def read_sheet(name: str, content: bytes) -> Sheet:
    """All labels, or every problem. `name` is the file's, for the problems. Never raises."""
    try:
        told = yaml.load(content.decode("utf-8-sig"), Loader=_Lined)  # noqa: S506 - a safe loader
    except UnicodeDecodeError:
        return Sheet((), (Problem(name, 0, "", "is not UTF-8; save it so"),))
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return Sheet((), (_unreadable(name, error),))
    if not isinstance(told, dict) or not isinstance(told.get("nlu"), list):
        return Sheet((), (Problem(name, 0, "nlu", "is missing; keep the file's first lines as they were written"),))
    return _checked(name, tuple(_examples(told["nlu"])))


def _unreadable(name: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or "cannot be read"
    return Problem(name, mark.line + 1 if mark else 0, "", f"is no YAML: {said}")


@dataclass(frozen=True, slots=True)
class _Raw:
    line: int
    intent: Any
    example: Any


def _examples(blocks: list[Any]) -> Iterator[_Raw]:
    """A block that holds nothing to read comes back as one example that is None."""
    for block in blocks:
        examples = block.get("examples") if isinstance(block, dict) else None
        if not isinstance(examples, list):
            yield _Raw(_line_of(block), None, None)
            continue
        for example in examples:
            yield _Raw(_line_of(example) or _line_of(block), block.get("intent"), example)


def _line_of(told: Any) -> int:
    return int(told.get(_LINE, 0)) if isinstance(told, dict) else 0


def _checked(name: str, raw: tuple[_Raw, ...]) -> Sheet:
    problems: list[Problem] = []
    labelled: list[Labelled] = []
    lines: dict[str, int] = {}
    for each in raw:
        faults = list(label_faults(each.intent, each.example))
        review = "" if faults else str(each.example["metadata"][REVIEW])
        if review and review in lines:
            faults.append((REVIEW, f"stands in line {lines[review]} too; keep one of the two"))
        problems += [Problem(name, each.line, column, message) for column, message in faults]
        if not faults:
            lines[review] = each.line
            labelled.append(Labelled(_example(each.intent, each.example), review))
    return Sheet(() if problems else tuple(labelled), tuple(sorted(problems)))


def _example(intent: str, told: dict[str, Any]) -> Example:
    facts = told["metadata"]
    return Example(
        text=told["text"].strip(),
        intent=Intent(intent),
        condition=Condition(facts["condition"]) if facts.get("condition") else None,
        whereabouts=Whereabouts(facts["whereabouts"]) if facts.get("whereabouts") else None,
        needs=frozenset(map(Need, facts.get("needs") or ())),
        about=About(facts.get("about") or About.SELF),
        unsure=facts.get("unsure", False),
        style=facts.get("style", "standard"),
    )
