"""The evaluation as tables for people, readable at 100 columns, and as one object for machines."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from nlu.evaluation.bars import BARS, missed
from nlu.evaluation.figures import Answer, Figures, by_style, confusions, figures_of, reliability, worst
from nlu.evaluation.measuring import Measured

WORST = 15
_MEANING = {
    "right_or_asked": "condition right, or asked back",
    "right": "condition right without asking",
    "asked_where_due": "asked back where only asking is right",
    "intent": "intent right",
    "about": "self or other right",
    "whereabouts": "whereabouts right",
    "needs_f1": "needs, F1",
    "falsely_safe": "in distress, read as safe",
    "lost": "in distress, nothing and no question",
}
_COUNTS = ("falsely_safe", "lost")
_SHORT = {
    "right_or_asked": "or asked",
    "asked_where_due": "asked",
    "whereabouts": "where",
    "needs_f1": "needs",
    "falsely_safe": "not safe",
}
_LONGEST = 40


def tables(measured: Sequence[Measured]) -> Iterator[RenderableType]:
    """Side by side what can be; then one engine after the other."""
    yield _figures(measured)
    for each in measured:
        yield _styles(each)
        yield _confusions(each)
        yield _reliability(each)
        yield _worst(each)


def _figures(measured: Sequence[Measured]) -> Table:
    table = Table(title=f"{len(measured[0].answers)} utterances", title_justify="left")
    for column in ("", "bar"):
        table.add_column(column)
    for each in measured:
        table.add_column(each.name, justify="right")
        table.add_column("held")
    found = [figures_of(each.answers) for each in measured]
    for name, meaning in _MEANING.items():
        table.add_row(meaning, _bar(name), *(cell for each in found for cell in _figure(each, name)))
    for share, word in ((0.5, "p50"), (0.99, "p99")):
        times = (f"{each.milliseconds(share):.2f} ms" for each in measured)
        table.add_row(f"one utterance at a time, {word}", "", *(cell for time in times for cell in (time, "")))
    return table


def _bar(name: str) -> str:
    if name in _COUNTS:
        return "0"
    return f">= {BARS[name]:.2f}" if name in BARS else ""


def _figure(figures: Figures, name: str) -> tuple[str, Text]:
    value = getattr(figures, name)
    shown = str(value) if name in _COUNTS else f"{value:.3f}"
    if not _bar(name):
        return shown, Text("")
    held = value == 0 if name in _COUNTS else value >= BARS[name]
    return shown, Text("yes", style="green") if held else Text("NO", style="bold red")


def _styles(measured: Measured) -> Table:
    names = [field.name for field in fields(Figures)]
    table = Table(title=f"{measured.name}: by style", title_justify="left")
    table.add_column("style")
    for name in names:
        table.add_column(_SHORT.get(name, name), justify="right")
    for style, figures in by_style(measured.answers).items():
        values = (getattr(figures, name) for name in names)
        table.add_row(style, *(str(each) if isinstance(each, int) else f"{each:.3f}" for each in values))
    return table


def _confusions(measured: Measured) -> Table:
    """Rows: what is right; columns: what was understood. A question mark: asked back."""
    counts = confusions(measured.answers)
    said = sorted({answer for _, answer in counts})
    table = Table(title=f"{measured.name}: condition, right (rows) and understood", title_justify="left")
    table.add_column("")
    for answer in said:
        table.add_column(answer.replace("needs_", ""), justify="right")
    for truth in sorted({each for each, _ in counts}):
        table.add_row(truth.replace("needs_", ""), *(str(counts[truth, answer] or "") for answer in said))
    return table


def _reliability(measured: Measured) -> Table:
    table = Table(title=f"{measured.name}: what was said without asking", title_justify="left")
    for column in ("mean confidence", "share right", "utterances"):
        table.add_column(column, justify="right")
    for confidence, right, count in reliability(measured.answers):
        table.add_row(f"{confidence:.3f}", f"{right:.3f}", str(count))
    return table


def _worst(measured: Measured) -> Table:
    table = Table(title=f"{measured.name}: the worst errors", title_justify="left")
    for column, width in (("words", _LONGEST), ("right", None), ("understood", None)):
        table.add_column(column, max_width=width, overflow="fold")
    for each in worst(measured.answers)[:WORST]:
        right, got = _right(each), _got(each)
        table.add_row(Text(_clipped(each.example.text)), _different(right, got), _different(got, right))
    return table


def _clipped(text: str) -> str:
    plain = "".join(character if character.isprintable() else " " for character in text)
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"


def _right(answer: Answer) -> tuple[str, ...]:
    example = answer.example
    return _facts(example.intent, example.condition, example.whereabouts, example.needs, example.about, example.unsure)


def _got(answer: Answer) -> tuple[str, ...]:
    got = answer.got
    return _facts(got.intent, got.condition, got.whereabouts, got.needs, got.about, got.unsure)


def _facts(*told: Any) -> tuple[str, ...]:
    intent, condition, whereabouts, needs, about, unsure = told
    facts = [str(intent), *(str(each) for each in (condition, whereabouts) if each), *sorted(map(str, needs))]
    return (*facts, *(["other"] if about == "other" else []), *(["ask"] if unsure else []))


def _different(facts: Sequence[str], others: Sequence[str]) -> str:
    """What both say is left out: the error is what differs."""
    return ", ".join(each for each in facts if each not in others) or "–"


def as_object(measured: Iterable[Measured]) -> dict[str, Any]:
    """`{"bars": {...}, "engines": {"embedded": {...}}}`; shares between 0 and 1, times in milliseconds."""
    return {"bars": {**BARS, **dict.fromkeys(_COUNTS, 0)}, "engines": {each.name: _object(each) for each in measured}}


def _object(measured: Measured) -> dict[str, Any]:
    figures = figures_of(measured.answers)
    return {
        "figures": asdict(figures),
        "missed": missed(figures),
        "milliseconds": {"p50": measured.milliseconds(0.5), "p99": measured.milliseconds(0.99)},
        "styles": {style: asdict(each) for style, each in by_style(measured.answers).items()},
        "confusions": [
            {"right": right, "understood": understood, "count": count}
            for (right, understood), count in sorted(confusions(measured.answers).items())
        ],
        "reliability": [
            {"confidence": confidence, "right": right, "count": count}
            for confidence, right, count in reliability(measured.answers)
        ],
        "worst": [
            {"text": each.example.text, "right": _right(each), "understood": _got(each)}
            for each in worst(measured.answers)[:WORST]
        ],
    }
