"""The hand-written utterances beside this file, and what an answer to one of them is worth."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.core.understanding import Condition, Intent, Understanding

HERE = Path(__file__).parent
ASK = "ask"
NOTHING = "none"
GRAVE = frozenset(("injured", "needs_rescue"))


@dataclass(frozen=True, slots=True)
class Gold:
    """One utterance with what it means. `condition`: a Condition, "none", or "ask" where only asking is right."""

    group: str
    text: str
    condition: str
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def intent(self) -> str | None:
        fallback = None if self.condition == ASK else Intent.REPORT_STATUS.value
        named = self.facts.get("intent", fallback)
        return None if named is None else str(named)

    @property
    def about(self) -> str:
        return str(self.facts.get("about", "self"))

    @property
    def needs(self) -> list[str]:
        return sorted(self.facts.get("needs", []))


def gold(file: str) -> list[Gold]:
    content = yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
    return [
        Gold(group, row[0], row[1], row[2] if len(row) > 2 else {}) for group, rows in content.items() for row in rows
    ]


def condition_is_right(expected: Gold, got: Understanding) -> bool:
    said = got.condition.value if got.condition else NOTHING
    if expected.condition == ASK:
        return got.unsure and got.condition is not Condition.SAFE
    return said == expected.condition and not (got.unsure and got.condition is Condition.SAFE)


def is_lost(expected: Gold, got: Understanding) -> bool:
    """Somebody hurt or in danger who would be counted as safe, or not noticed at all."""
    if expected.condition not in GRAVE:
        return False
    return got.condition is Condition.SAFE or (got.condition is None and not got.unsure)


def is_falsely_safe(expected: Gold, got: Understanding) -> bool:
    return expected.condition in {*GRAVE, ASK} and got.condition is Condition.SAFE
