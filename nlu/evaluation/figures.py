"""What an engine's answers are worth. Pure: pairs of what is right and what was answered, in; figures, out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.understanding import Condition, Understanding
from nlu.corpus import Example

GRAVE = frozenset((Condition.INJURED, Condition.NEEDS_RESCUE))


@dataclass(frozen=True, slots=True)
class Answer:
    """One utterance, what it means, and what was understood."""

    example: Example
    got: Understanding

    @property
    def is_clear(self) -> bool:
        """A careful person would not have to ask back."""
        return not self.example.unsure

    @property
    def is_right(self) -> bool:
        """The condition was said without asking, and so it is."""
        return not self.got.unsure and self.got.condition == self.example.condition

    @property
    def is_falsely_safe(self) -> bool:
        return self.example.condition in GRAVE and self.got.condition is Condition.SAFE

    @property
    def is_lost(self) -> bool:
        """Somebody hurt or in danger, and nothing came of it: no condition and no question."""
        return self.example.condition in GRAVE and self.got.condition is None and not self.got.unsure

    @property
    def wrong_needs(self) -> int:
        return len(set(self.got.needs) ^ self.example.needs)


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares between 0 and 1 over `count` utterances, and the two counts that must be 0."""

    count: int
    right_or_asked: float
    """Of the utterances that are clear: the condition is right, or was asked back."""
    right: float
    """Of the utterances that are clear: the condition is right without asking."""
    asked_where_due: float
    """Of those that are not clear: asked back."""
    intent: float
    about: float
    whereabouts: float
    needs_f1: float
    """Over all needs of all utterances together."""
    falsely_safe: int
    lost: int


def figures_of(answers: Sequence[Answer]) -> Figures:
    clear = [each for each in answers if each.is_clear]
    unclear = [each for each in answers if not each.is_clear]
    return Figures(
        count=len(answers),
        right_or_asked=_share([each.is_right or each.got.unsure for each in clear]),
        right=_share([each.is_right for each in clear]),
        asked_where_due=_share([each.got.unsure for each in unclear]),
        intent=_share([each.got.intent == each.example.intent for each in answers]),
        about=_share([each.got.about == each.example.about for each in answers]),
        whereabouts=_share([each.got.whereabouts == each.example.whereabouts for each in answers]),
        needs_f1=_needs_f1(answers),
        falsely_safe=sum(each.is_falsely_safe for each in answers),
        lost=sum(each.is_lost for each in answers),
    )


def by_style(answers: Sequence[Answer]) -> dict[str, Figures]:
    """So that nobody is left behind unseen: dialect, kana only, typing slips, long messages ..."""
    styles = sorted({each.example.style for each in answers})
    return {style: figures_of([each for each in answers if each.example.style == style]) for style in styles}


def confusions(answers: Sequence[Answer]) -> Counter[tuple[str, str]]:
    """How often a condition (or `ask`, `none`) was answered with which."""
    return Counter((_truth(each), _said(each.got)) for each in answers)


def worst(answers: Sequence[Answer]) -> list[Answer]:
    """The wrong ones, gravest first."""
    return sorted((each for each in answers if _gravity(each)), key=_gravity, reverse=True)


def reliability(answers: Sequence[Answer], steps: int = 5) -> list[tuple[float, float, int]]:
    """(mean confidence, share right, count) of what was said without asking, by rising confidence."""
    said = sorted((each for each in answers if not each.got.unsure and each.is_clear), key=_confidence)
    parts = [said[len(said) * step // steps : len(said) * (step + 1) // steps] for step in range(steps)]
    return [
        (sum(map(_confidence, part)) / len(part), _share([each.is_right for each in part]), len(part))
        for part in parts
        if part
    ]


def _confidence(answer: Answer) -> float:
    return answer.got.confidence


def _gravity(answer: Answer) -> int:
    wrong = answer.is_clear and not answer.is_right
    return (
        1000 * (answer.is_falsely_safe or answer.is_lost)
        + 100 * (wrong and not answer.got.unsure)
        + 20 * (answer.got.intent != answer.example.intent)
        + 10 * (answer.got.about != answer.example.about)
        + 5 * answer.wrong_needs
        + wrong
    )


def _truth(answer: Answer) -> str:
    if answer.example.condition is not None:
        return answer.example.condition.value
    return "ask" if answer.example.unsure else "none"


def _said(got: Understanding) -> str:
    condition = got.condition.value if got.condition else "none"
    return ("ask" if got.condition is None else f"{condition}?") if got.unsure else condition


def _share(held: Sequence[bool]) -> float:
    return sum(held) / len(held) if held else 1.0


def _needs_f1(answers: Sequence[Answer]) -> float:
    both = sum(len(set(each.got.needs) & each.example.needs) for each in answers)
    wrong = sum(each.wrong_needs for each in answers)
    return 2 * both / (2 * both + wrong) if both + wrong else 1.0
