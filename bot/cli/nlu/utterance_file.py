"""Labelled utterances as a file in Rasa's YAML, each in a block of its own: a label is mended where it stands."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from nlu.corpus import REVIEW, Example

_WIDTH = 100_000


def written(examples: Iterable[tuple[Example, str | None]], heading: str = "") -> str:
    """The file's text; beside an example the id of the turn that it was, or None. `heading` becomes a comment."""
    lines = [f"# {line}".rstrip() for line in heading.splitlines()]
    lines += ['version: "3.1"', "nlu:"]
    for example, review in examples:
        lines += _block(example, review)
    if lines[-1] == "nlu:":
        lines[-1] = "nlu: []"
    return "\n".join(lines) + "\n"


def _block(example: Example, review: str | None) -> tuple[str, ...]:
    metadata = {**_facts(example), **({REVIEW: review} if review else {})}
    return (
        f"- intent: {example.intent.value}",
        "  examples:",
        f"  - text: {_quoted(example.text)}",
        f"    metadata: {_one_line(metadata)}",
    )


def _facts(example: Example) -> dict[str, Any]:
    """Only what is said: absent facts are left out, as in Anpi's own data."""
    facts: dict[str, Any] = {}
    if example.condition:
        facts["condition"] = example.condition.value
    if example.whereabouts:
        facts["whereabouts"] = example.whereabouts.value
    if example.needs:
        facts["needs"] = sorted(each.value for each in example.needs)
    if example.about != "self":
        facts["about"] = example.about.value
    if example.unsure:
        facts["unsure"] = True
    return {**facts, "style": example.style}


def _quoted(text: str) -> str:
    """On one line, whatever is in it: what YAML cannot hold as it is gets an escape."""
    plain = text.encode("utf-8", "replace").decode()
    return yaml.safe_dump(plain, default_style='"', allow_unicode=True, width=_WIDTH).rstrip("\n")


def _one_line(metadata: dict[str, Any]) -> str:
    dumped = yaml.safe_dump(metadata, default_flow_style=True, allow_unicode=True, width=_WIDTH, sort_keys=False)
    return dumped.rstrip("\n")


def write_new(path: Path, content: str) -> None:
    """Only the owner reads it, and no file is written over. Raises OSError."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def put_in_place(path: Path, content: str) -> None:
    """The whole content or nothing, instead of what was there; only the owner reads it. Raises OSError."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        write_new(beside, content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
