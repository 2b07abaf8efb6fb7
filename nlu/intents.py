"""Chooses what is wanted. A state that is told outranks a wish; a question about somebody is never a report."""

from collections.abc import Sequence

from bot.core.understanding import Condition, Intent
from nlu.facts import Fact
from nlu.lexicon.entry import Kind
from nlu.signs import Truth

_WISHES = (
    Intent.ASK_AREA,
    Intent.SHARE,
    Intent.FIND_SHELTER,
    Intent.PLAN,
    Intent.OFFER_SUPPORT,
    Intent.REQUEST_SUPPORT,
    Intent.HUMAN,
    Intent.HELP,
    Intent.REPORT_HAZARD,
)
_COURTESY = (Intent.THANKS, Intent.GREET)
_ANSWERS = (Intent.DENY, Intent.AFFIRM)
_OTHER_WORDS = 2


def intent(facts: Sequence[Fact], condition: Condition | None, *, reports: bool) -> Intent:
    """`reports`: a condition, a place, a need or a worry was told."""
    named = _named(facts)
    if condition in {Condition.NEEDS_RESCUE, Condition.INJURED}:
        return Intent.REPORT_STATUS
    if _first(_WISHES[:1], named):
        return Intent.ASK_AREA
    if condition is None and asks_about_people(facts):
        return Intent.ASK_FAMILY
    wish = _first(_WISHES, named)
    if wish is not None and condition is None:
        return wish
    if reports:
        return Intent.REPORT_STATUS
    return _small_talk(facts, named)


def asks_about_people(facts: Sequence[Fact]) -> bool:
    """大丈夫？ and 母から返事は: a question after somebody."""
    return any(_asks_after(fact) for fact in facts)


def _asks_after(fact: Fact) -> bool:
    people = bool(fact.people or fact.beside)
    cue = any(match.entry.value == Intent.ASK_FAMILY for match in fact.clause.of(Kind.INTENT))
    if cue and (people or fact.clause.asks or fact.clause.has(Kind.ASKS, Kind.GROUP)):
        return True
    if not fact.clause.asks:
        return False
    return fact.says(Kind.SAFE, *Truth) or (people and fact.says(Kind.INJURED, *Truth))


def _named(facts: Sequence[Fact]) -> list[Intent]:
    return [Intent(match.entry.value) for fact in facts for match in fact.clause.of(Kind.INTENT)]


def _first(order: Sequence[Intent], named: Sequence[Intent]) -> Intent | None:
    return next((each for each in order if each in named), None)


def _small_talk(facts: Sequence[Fact], named: Sequence[Intent]) -> Intent:
    courtesy = _first(_COURTESY, named)
    if courtesy is not None:
        return courtesy
    unexplained = sum(fact.unknown for fact in facts)
    answer = _first(_ANSWERS, named)
    if answer is not None and unexplained <= _OTHER_WORDS:
        return answer
    return Intent.OUT_OF_SCOPE
