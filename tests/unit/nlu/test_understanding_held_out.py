"""Utterances never used for tuning: the safety rules hold hard, the share that is right is printed."""

from collections import Counter, defaultdict

import pytest

from tests.understanding import interpreter
from tests.unit.nlu.gold import ASK, condition_is_right, gold, is_falsely_safe, is_lost

HELD_OUT = gold("held_out.yaml")


def test_no_held_out_distress_is_lost_or_taken_for_safe() -> None:
    answers = [(one, interpreter().read(one.text)) for one in HELD_OUT]
    assert [one.text for one, got in answers if is_lost(one, got) or is_falsely_safe(one, got)] == []


def test_shares_no_utterance_with_the_ones_used_for_tuning() -> None:
    assert {one.text for one in HELD_OUT}.isdisjoint({one.text for one in gold("utterances.yaml")})


def test_most_held_out_conditions_are_right_or_asked_back(capsys: pytest.CaptureFixture[str]) -> None:
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for one in HELD_OUT:
        got = interpreter().read(one.text)
        right = condition_is_right(one, got)
        for name in (one.group, "all"):
            totals[name]["n"] += 1
            totals[name]["right or unsure"] += right or got.unsure
            totals[name]["right"] += right
            totals[name]["intent"] += one.condition == ASK or got.intent == one.intent
            totals[name]["needs"] += one.condition == ASK or sorted(got.needs) == one.needs
            totals[name]["about"] += got.about == one.about or one.intent != "report_status"
    with capsys.disabled():
        for name, counts in totals.items():
            figures = "  ".join(f"{key} {count / counts['n']:.2f}" for key, count in counts.items() if key != "n")
            print(f"\nheld out, {name} ({counts['n']}): {figures}", end="")  # noqa: T201 - the figures are the output
    assert totals["all"]["right or unsure"] / len(HELD_OUT) >= 0.9
