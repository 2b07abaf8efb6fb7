"""What is wrong with one label that somebody wrote, each fault with the field and the remedy."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from bot.core.understanding import About, Condition, Intent, Need, Whereabouts
from bot.storage.city_load.problem import quoted
from nlu.corpus import FACTS, REVIEW

MAX_TEXT = 5_000

Fault = tuple[str, str]
"""Field and message."""

_CHOICES: dict[str, type[StrEnum]] = {"condition": Condition, "whereabouts": Whereabouts, "about": About}
_STYLE = re.compile(r"[a-z]{1,20}")
_ID = re.compile(r"[0-9a-f-]{36}")


def label_faults(intent: Any, example: Any) -> Iterator[Fault]:
    """None at all: the example has everything that a label needs."""
    if not isinstance(example, dict) or not isinstance(example.get("metadata"), dict):
        yield "", "must hold an intent and one example with text and metadata, as it was written"
        return
    yield from _of_text(example.get("text"))
    facts = {key: value for key, value in example["metadata"].items() if isinstance(key, str)}
    if not _is_one_of(Intent, intent):
        yield "intent", f"{_shown(intent)} is not known; write one of {', '.join(Intent)}"
    yield from _of_facts(facts)
    if facts.get("condition") and intent != Intent.REPORT_STATUS:
        yield "condition", "is told only with the intent report_status; change the one or leave out the other"


def _of_text(text: Any) -> Iterator[Fault]:
    if not isinstance(text, str) or not text.strip():
        yield "text", "is missing; put the words in quotation marks, or delete the whole example"
    elif len(text) > MAX_TEXT:
        yield "text", f"has {len(text)} characters; at most {MAX_TEXT} are read of a message"


def _of_facts(facts: dict[str, Any]) -> Iterator[Fault]:
    for unknown in sorted(set(facts) - FACTS - {REVIEW}):
        yield quoted(unknown), f"is no fact; there are {', '.join(sorted(FACTS))}"
    for name, choices in _CHOICES.items():
        if facts.get(name) is not None and not _is_one_of(choices, facts[name]):
            yield name, f"{_shown(facts[name])} is not known; write one of {', '.join(choices)}, or leave it out"
    yield from _of_needs(facts.get("needs"))
    if not isinstance(facts.get("unsure", False), bool):
        yield "unsure", "is true or is left out"
    style = facts.get("style", "standard")
    if not isinstance(style, str) or not _STYLE.fullmatch(style):
        yield "style", "is one word in small letters, such as standard, aizu or kana"
    if not isinstance(facts.get(REVIEW), str) or not _ID.fullmatch(facts[REVIEW]):
        yield REVIEW, "is missing or was changed; it tells which message this was, and only those are taken"


def _of_needs(needs: Any) -> Iterator[Fault]:
    if needs is None:
        return
    if not isinstance(needs, list):
        yield "needs", "is a list: [water, food]"
        return
    for each in needs:
        if not _is_one_of(Need, each):
            yield "needs", f"{_shown(each)} is not known; write any of {', '.join(Need)}"


def _is_one_of(choices: Iterable[StrEnum], told: Any) -> bool:
    return isinstance(told, str) and told in {each.value for each in choices}


def _shown(told: Any) -> str:
    """YAML reads `no` and `1` as something else than words."""
    return quoted(str(told)) if told is not None else "nothing"
