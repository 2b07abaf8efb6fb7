"""Weighs the lexicon's word against statistics. Distress that either sees is never safe; doubt of either is asked.

The lexicon knows how Japanese denies, doubts and names a subject; statistics know what people say that no list holds.
Thresholds were chosen on training utterances that the model had not seen (docs/decisions/0010).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.understanding import About, Condition, Intent, Need, Understanding, Whereabouts
from nlu.lexicon.entry import Kind
from nlu.lexicon_reading import Reading
from nlu.normalisation import BOUNDARIES
from nlu.signs import Truth
from nlu.statistics.scores import Scores

GRAVE = (Condition.INJURED, Condition.NEEDS_RESCUE)
HINT_OF_DISTRESS = 0.15
"""So much of a chance of distress, and nothing is safe or nothing."""
SURE_OF_DISTRESS = 0.5
"""From here on it is distress."""
CLEAR_DISTRESS = 0.6
"""Below this it is distress and still asked."""
CONFIRMED_DISTRESS = 0.4
"""What the lexicon calls distress needs no more than this from statistics; with less it is asked."""
ALARM = 0.3
"""From here on one clause by itself is enough to ask."""
ALARM_IN_DOUBT = 0.1
"""The same where the lexicon names distress in any way."""
MAY_REPORT = 0.2
"""Below this a message is no report, whatever its words are: 助けが必要な人は何人?"""
SURE_OF_SAFE = 0.7
SURE_OF_NOTHING = 0.75
SURE_OF_EITHER = 0.9
"""It is one of the two, safe or nothing told, with so much certainty: the lexicon knows which."""
SURE_OF_EMPTINESS = 0.8
"""A report that tells no state, place or thing is believed to be one only with so much certainty."""
CALM = 0.1
"""Below this neither the message nor any clause of it says anything of distress."""
DISBELIEVED = 0.02
"""With less, no clause that rings and strange words beside it, a word of distress is none: ブロック塀が倒れています."""
RINGS = 0.05
"""The alarm of a clause that has nothing to do with distress is lower."""
STRANGE = 4
"""So many characters that the lexicon does not know may turn its word of distress into something else."""
LACKS = 0.45
OTHER = 0.5
OTHER_WHO_IS_NAMED = 0.05
"""Enough where the lexicon found somebody else as the subject: 甥は無事です is not one's own word."""
OTHER_DESPITE_ONESELF = 0.98
"""So sure where the lexicon found the writer as the subject of the distress."""
_SIGNS = "".join(BOUNDARIES)
_LITTLE = 0.4
"""The confidence of what is asked back; less than any that is recorded (bot/rules/safety.py)."""


@dataclass(frozen=True, slots=True)
class _Told:
    condition: Condition | None
    sure: float
    unsure: bool = False


_ASK = _Told(None, _LITTLE, unsure=True)


def judge(reading: Reading, scores: Scores) -> Understanding:
    """One understanding of both. Pure."""
    told = _told(reading, scores)
    intent = _intent(scores, told)
    reports = intent is Intent.REPORT_STATUS
    about = About.OTHER if scores.other >= _bar_of_other(reading) else About.SELF
    whereabouts = (_told_place(reading, about) if reports else None) or _likeliest(scores.whereabouts)
    needs = tuple(need for need in Need if scores.needs[need] >= LACKS) if reports else ()
    if reports and not needs and _is_empty(told, whereabouts, reading, scores):
        told = _ASK
    return Understanding(
        intent=intent,
        condition=told.condition,
        whereabouts=whereabouts,
        needs=needs,
        about=about,
        people=reading.understanding.people,
        place=reading.understanding.place,
        confidence=round(min(told.sure, 0.99), 2),
        unsure=told.unsure,
        slots=reading.understanding.slots,
    )


def _told_place(reading: Reading, about: About) -> Whereabouts | None:
    """The place that is named decides: in 「二階に避難しました」 statistics hear a shelter."""
    stays = [fact.stay for fact in reading.facts if fact.about is about and fact.stay.whereabouts]
    return stays[-1].whereabouts if stays and stays[-1].told else None


def _likeliest(shares: Mapping[Whereabouts | None, float]) -> Whereabouts | None:
    return max(shares, key=shares.__getitem__)


def _bar_of_other(reading: Reading) -> float:
    read = reading.understanding
    was_reached = any(fact.clause.has(Kind.REACHED) for fact in reading.facts)
    if read.about is About.OTHER and (read.people or was_reached):
        return OTHER_WHO_IS_NAMED
    return OTHER_DESPITE_ONESELF if read.condition in GRAVE and _names_oneself(reading) else OTHER


def _names_oneself(reading: Reading) -> bool:
    """母は無事です。私は足をくじきました: the worse state is told of whom the clause names."""
    own = (fact for fact in reading.facts if fact.named and fact.about is About.SELF)
    return any(fact.says(kind, Truth.SAID) for fact in own for kind in (Kind.RESCUE, Kind.INJURED))


def _told(reading: Reading, scores: Scores) -> _Told:
    if not reading.normalised.folded.strip(_SIGNS):
        return _ASK
    chances = _together(scores)
    read = reading.understanding
    if read.condition in GRAVE and not _is_disbelieved(reading, scores, chances):
        return (
            _Told(read.condition, _LITTLE, unsure=True) if read.unsure else _confirmed(reading, read.condition, chances)
        )
    return _distress(chances) or _without_distress(reading, scores, chances)


def _is_disbelieved(reading: Reading, scores: Scores, chances: dict[Condition | str | None, float]) -> bool:
    """Neither the message nor any clause of it sounds of distress, and it holds more than the lexicon knows.

    It is then no distress. Safe it is not either: the veto stands.
    """
    sounds = sum(chances[each] for each in GRAVE) >= DISBELIEVED or scores.alarm >= RINGS
    on_high = any(fact.stay.exposed for fact in reading.facts)
    return not sounds and not on_high and reading.unexplained >= STRANGE


def _confirmed(reading: Reading, read: Condition, chances: dict[Condition | str | None, float]) -> _Told:
    """The lexicon is sure of distress, and statistics hear it too, if faintly: they choose which, or it is asked."""
    danger = sum(chances[each] for each in GRAVE)
    if danger < CONFIRMED_DISTRESS:
        heard = danger >= CALM or reading.unexplained < STRANGE
        return _Told(read, _LITTLE, unsure=True) if heard else _ASK
    worst = max(GRAVE, key=chances.__getitem__)
    return _Told(worst if chances[worst] >= SURE_OF_DISTRESS else read, max(danger, CLEAR_DISTRESS))


def _distress(chances: dict[Condition | str | None, float]) -> _Told | None:
    danger = sum(chances[each] for each in GRAVE)
    if danger >= SURE_OF_DISTRESS:
        return _Told(max(GRAVE, key=chances.__getitem__), danger, unsure=danger < CLEAR_DISTRESS)
    return _ASK if danger >= HINT_OF_DISTRESS else None


def _without_distress(reading: Reading, scores: Scores, chances: dict[Condition | str | None, float]) -> _Told:
    best = max(chances, key=chances.__getitem__)
    if best is Condition.UNKNOWN:
        return _Told(best, chances[best], unsure=chances[best] < SURE_OF_NOTHING)
    if _is_alarming(reading, scores):
        return _ASK
    if best is Condition.SAFE:
        sure = chances[best] >= SURE_OF_SAFE and not _forbids_safe(reading)
        return _Told(best, chances[best]) if sure else _place_alone(reading, scores, chances)
    doubted = _doubts_safety(reading) or _is_exposed(reading)
    doubted = doubted and scores.intent[Intent.REPORT_STATUS] >= MAY_REPORT
    if best is None and chances[best] >= SURE_OF_NOTHING and not doubted:
        return _Told(None, chances[best])
    return _place_alone(reading, scores, chances)


def _place_alone(reading: Reading, scores: Scores, chances: dict[Condition | str | None, float]) -> _Told:
    """「親戚の家に移りました」: torn between safe and nothing told, and no sound of distress, is no doubt."""
    read = reading.understanding
    either = chances[Condition.SAFE] + chances[None]
    if either < SURE_OF_EITHER or scores.alarm >= CALM or read.unsure or read.whereabouts is None:
        return _ASK
    return _ASK if _forbids_safe(reading) or read.condition in GRAVE else _Told(read.condition, either)


def _together(scores: Scores) -> dict[Condition | str | None, float]:
    """Chances of each condition where intent and condition must fit: only a report tells of a state."""
    reports = scores.intent[Intent.REPORT_STATUS]
    shares: dict[Condition | str | None, float] = {each: scores.condition[each] * reports for each in Condition}
    shares["ask"] = scores.asks * max(reports, 0.3)
    shares[None] = scores.condition[None] * max(scores.intent.values())
    total = sum(shares.values()) or 1.0
    return {each: share / total for each, share in shares.items()}


def _is_alarming(reading: Reading, scores: Scores) -> bool:
    """One clause by itself tells of somebody in distress or missing: 「俺は無事、妻が重体」."""
    if scores.intent[Intent.REPORT_STATUS] < MAY_REPORT:
        return False
    return scores.alarm >= (ALARM_IN_DOUBT if _names(reading, Truth.SAID, Truth.DOUBTED) else ALARM)


def _is_empty(told: _Told, whereabouts: Whereabouts | None, reading: Reading, scores: Scores) -> bool:
    """「いごげね」 taken for a report of nothing at all is not understood. Things that are named are something."""
    if told.condition is not None or whereabouts is not None:
        return False
    if any(fact.clause.has(Kind.THING, Kind.NEED) for fact in reading.facts):
        return False
    return told.sure < SURE_OF_EMPTINESS or scores.alarm >= CALM


def _forbids_safe(reading: Reading) -> bool:
    """The lexicon's veto: safety denied or doubted, a shelter they are not at, a roof terrace, a word of distress."""
    if _names(reading, Truth.SAID, Truth.DOUBTED) or _doubts_safety(reading) or _is_notation(reading):
        return True
    if any(fact.says(Kind.SAFE, Truth.SAID) for fact in reading.facts):
        return any(fact.clause.but and fact.negated for fact in reading.facts)
    return any(fact.stay.denied or fact.stay.exposed for fact in reading.facts)


def _is_exposed(reading: Reading) -> bool:
    """On a roof terrace, and not a word of how they are."""
    well = any(fact.says(Kind.SAFE, Truth.SAID) for fact in reading.facts)
    return not well and any(fact.stay.exposed for fact in reading.facts)


def _is_notation(reading: Reading) -> bool:
    """Rasa's own `/report_status{"condition": "safe"}` is nobody's word about themselves."""
    return reading.normalised.surface.lstrip().startswith("/")


def _doubts_safety(reading: Reading) -> bool:
    return any(fact.says(Kind.SAFE, Truth.DOUBTED, Truth.DOUBLED, Truth.ASKED) for fact in reading.facts)


def _names(reading: Reading, *truths: Truth) -> bool:
    """The lexicon found a word of distress that stands so."""
    return any(fact.says(kind, *truths) for fact in reading.facts for kind in (Kind.RESCUE, Kind.INJURED))


def _intent(scores: Scores, told: _Told) -> Intent:
    if told.condition is not None:
        return Intent.REPORT_STATUS
    return max(scores.intent, key=scores.intent.__getitem__)
