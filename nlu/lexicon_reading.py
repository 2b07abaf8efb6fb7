"""What the lexicon and its rules say of a text, before any statistics. It never takes distress or doubt for safe."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.gazetteer import EMPTY, Gazetteer, Slot
from bot.core.understanding import About, Condition, Intent, Need, Understanding
from nlu.counts import counts
from nlu.facts import Fact, facts
from nlu.intents import asks_about_people, intent
from nlu.lexicon.entry import Kind
from nlu.lexicon.loading import Lexicon
from nlu.names import Mention, Names
from nlu.needs import NeedReading, needs
from nlu.normalisation import Normalised, normalise
from nlu.scanning import scan
from nlu.signs import Truth
from nlu.verdict import Verdict, verdict

_SURE = 0.95
_UNSURE = 0.4
_UNEXPLAINED = 8
"""So many characters outside the lexicon make even a greeting worth asking back."""
_SMALL_TALK = frozenset((Intent.GREET, Intent.THANKS, Intent.AFFIRM, Intent.DENY, Intent.REPORT_STATUS))


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read with the lexicon: the evidence and what follows from it alone."""

    normalised: Normalised
    facts: tuple[Fact, ...]
    needs: NeedReading
    unexplained: int
    """Characters that no phrase of the lexicon covers."""
    understanding: Understanding


class LexiconReader:
    """Pure, in process, well under a millisecond for a usual message."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon)

    def read(self, text: str, gazetteer: Gazetteer = EMPTY) -> Reading:
        """Never raises on any text; considers the first 5,000 characters."""
        normalised = normalise(text)
        mentioned = self._names.mentions(normalised.folded, gazetteer)
        scanned = scan(normalised.folded, self._lexicon, {each.start: each.match() for each in mentioned})
        found = facts(scanned, normalised, self._lexicon)
        lacking = needs([(fact.clause, fact.signs) for fact in found], scanned, self._lexicon)
        unexplained = scanned.unknown(0, len(scanned.text))
        understood = _understanding(found, lacking, unexplained, len(scanned.text))
        slots = _slots(mentioned, normalised)
        return Reading(normalised, found, lacking, unexplained, replace(understood, slots=slots))


def _slots(mentioned: Sequence[Mention], normalised: Normalised) -> tuple[Slot, ...]:
    named = [slot for each in mentioned for slot in each.slots(normalised)]
    return (*named, *counts(normalised))


def _understanding(found: Sequence[Fact], lacking: NeedReading, unexplained: int, length: int) -> Understanding:
    chosen, doubt = _chosen(found)
    worried = any(fact.says(Kind.WORRY, *Truth) for fact in found)
    reports = chosen.tells or bool(lacking.needs) or worried
    meant = intent(found, chosen.condition, reports=reports or lacking.asked or lacking.told)
    if meant is Intent.ASK_FAMILY:
        return _question(found, chosen)
    told = chosen.condition if meant is Intent.REPORT_STATUS else None
    hidden = told is None and meant in _SMALL_TALK and unexplained >= _UNEXPLAINED
    unsure = chosen.unsure or doubt or lacking.asked or hidden or meant is Intent.OUT_OF_SCOPE
    return Understanding(
        intent=meant,
        condition=None if unsure and told is Condition.SAFE else told,
        whereabouts=chosen.whereabouts,
        needs=lacking.needs,
        about=_about(found, chosen, lacking.needs),
        people=_people(found, chosen),
        place=chosen.place,
        confidence=_confidence(unexplained, length, unsure=unsure),
        unsure=unsure,
    )


def _chosen(found: Sequence[Fact]) -> tuple[Verdict, bool]:
    """The subject whose state weighs more; oneself where both weigh the same. True: the lighter one is in doubt."""
    own, other = verdict(found, About.SELF), verdict(found, About.OTHER)
    if other.rank > own.rank and (own.condition is not None or other.condition is not None or not own.tells):
        return other, own.unsure
    if not own.tells and other.tells:
        return other, False
    return own, other.unsure


def _question(found: Sequence[Fact], chosen: Verdict) -> Understanding:
    people = tuple(dict.fromkeys(name for fact in found for name in (*fact.people, *fact.beside)))
    about = About.OTHER if people else About.SELF
    unsure = chosen.condition is not None or not asks_about_people(found)
    return Understanding(
        Intent.ASK_FAMILY, about=about, people=people, confidence=_UNSURE if unsure else _SURE, unsure=unsure
    )


def _about(found: Sequence[Fact], chosen: Verdict, lacking: Sequence[Need]) -> About:
    if chosen.tells:
        return chosen.about
    if lacking and found and all(fact.about is About.OTHER for fact in found):
        return About.OTHER
    return About.OTHER if lacking and any(_lacks(fact) for fact in found) else About.SELF


def _lacks(fact: Fact) -> bool:
    return fact.about is About.OTHER and fact.clause.has(Kind.THING, Kind.NEED)


def _people(found: Sequence[Fact], chosen: Verdict) -> tuple[str, ...]:
    names = [name for fact in found if fact.about is chosen.about or not chosen.tells for name in fact.people]
    return tuple(dict.fromkeys(names))


def _confidence(unexplained: int, length: int, *, unsure: bool) -> float:
    share = unexplained / length if length else 1.0
    return round(min(_UNSURE, _SURE - share / 2) if unsure else _SURE - share / 2, 2)
