"""Reads utterances with their labels, in Rasa's own YAML with the facts in the `metadata` of each example."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.core.understanding import About, Condition, Intent, Need, Whereabouts

_FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FACTS = frozenset(("condition", "about", "whereabouts", "needs", "unsure", "style"))
REVIEW = "review"
"""In the files of `anpi nlu review`: which message it was. It teaches nothing."""


class CorpusError(ValueError):
    """A file of utterances that cannot be used; names the file, the utterance's number and the remedy."""


@dataclass(frozen=True, slots=True)
class Example:
    """One utterance and what a careful person says it means. `unsure`: only asking back is right."""

    text: str
    intent: Intent
    condition: Condition | None = None
    whereabouts: Whereabouts | None = None
    needs: frozenset[Need] = frozenset()
    about: About = About.SELF
    unsure: bool = False
    style: str = "standard"


def read_corpus(paths: Iterable[Path]) -> tuple[Example, ...]:
    """All examples of the files, in order. Raises CorpusError; reads files."""
    return tuple(example for path in paths for example in _examples(path))


def _examples(path: Path) -> Iterator[Example]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_FAST_LOADER)  # noqa: S506 - both are safe loaders
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CorpusError(f"{path.name}: cannot be read as UTF-8 YAML: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("nlu"), list):
        raise CorpusError(f"{path.name}: must hold a list under `nlu`, as Rasa's training data do")
    for block in content["nlu"]:
        for number, raw in enumerate(block.get("examples", ()), start=1):
            yield _example(raw, block.get("intent"), f"{path.name}, {block.get('intent')} {number}")


def _example(raw: Any, intent: Any, where: str) -> Example:
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str):
        raise CorpusError(f"{where}: must be a mapping with `text`, and the facts under `metadata`")
    facts = raw.get("metadata") or {}
    if unknown := sorted(set(facts) - FACTS - {REVIEW}):
        raise CorpusError(f"{where}: unknown fact {unknown[0]!r}; there are {', '.join(sorted(FACTS))}")
    try:
        return _labelled(raw["text"].rstrip("\n"), intent, facts)
    except ValueError as error:
        raise CorpusError(f"{where}: {error}") from error


def _labelled(text: str, intent: Any, facts: dict[str, Any]) -> Example:
    return Example(
        text=text,
        intent=Intent(intent),
        condition=Condition(facts["condition"]) if "condition" in facts else None,
        whereabouts=Whereabouts(facts["whereabouts"]) if "whereabouts" in facts else None,
        needs=frozenset(map(Need, facts.get("needs", ()))),
        about=About(facts.get("about", "self")),
        unsure=bool(facts.get("unsure", False)),
        style=str(facts.get("style", "standard")),
    )
