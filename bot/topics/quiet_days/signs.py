"""The signs of ordinary days: their buttons, 「見守り」, 「毎月の訓練」, or 「元気です」 on a quiet day."""

import re

from bot.core.conversation import State
from bot.core.events import ButtonTapped, Place, TextSaid
from bot.core.taps import (
    AnswerGreeting,
    ChooseQuietContact,
    ChooseQuietHour,
    ChooseQuietLength,
    PracticeStep,
    Practise,
    QuietWish,
    TellFormerContact,
    WishQuietDays,
)
from bot.core.turn import Turn
from bot.core.understanding import About, Condition, Understanding
from bot.rules.safety import Reading, is_distress, reading

_TAPS = (
    AnswerGreeting,
    ChooseQuietContact,
    ChooseQuietHour,
    ChooseQuietLength,
    Practise,
    TellFormerContact,
    WishQuietDays,
)
_LONGEST = 40
"""Characters: a longer text tells something else."""
_WATCHING = re.compile(r"見守り|みまもり|見まもり|daily greeting|quiet[- ]day", re.IGNORECASE)
_PRACTICE = re.compile(
    r"(?:毎月|月に?(?:一|1)(?:回|度)|まいつき)の?(?:訓練|くんれん|練習)|monthly drill", re.IGNORECASE
)
_STOP = re.compile(r"やめ|止め|終わ|おわり|いらない|いりません|\b(?:stop|end|leave)\b", re.IGNORECASE)
_PAUSE = re.compile(r"休|やすみ|\bpause\b", re.IGNORECASE)
_RESUME = re.compile(r"再開|また(?:始|はじ)|もう一度(?:始|はじ)|\bresume\b", re.IGNORECASE)
_ABOUT_SOMEBODY = re.compile(
    r"(?:母|父|かあさん|とうさん|ばあ|じい|両親|夫|妻|さん)の?(?:見守|みまも|見まも)|for my \w+", re.IGNORECASE
)


def is_about_quiet_days(turn: Turn) -> bool:
    if turn.event.place is not Place.PRIVATE:
        return False
    if isinstance(turn.event.what, ButtonTapped):
        return isinstance(turn.event.what.tap, _TAPS)
    return _words(turn) is not None


def tap_of(turn: Turn) -> object:
    """The button; of words the button that says the same."""
    if isinstance(turn.event.what, ButtonTapped):
        return turn.event.what.tap
    words = _words(turn) or ""
    if _PRACTICE.search(words):
        return Practise(PracticeStep.LEAVE if _STOP.search(words) else PracticeStep.JOIN)
    if _RESUME.search(words):
        return WishQuietDays(QuietWish.RESUME)
    if _STOP.search(words):
        return WishQuietDays(QuietWish.STOP)
    return WishQuietDays(QuietWish.PAUSE if _PAUSE.search(words) else QuietWish.MENU)


def is_for_somebody_else(turn: Turn) -> bool:
    """「母の見守りをお願いします」"""
    words = _words(turn)
    if words is None or _PRACTICE.search(words):
        return False
    understood = turn.understanding
    named = understood is not None and (understood.about is About.OTHER or bool(understood.people))
    return named or _ABOUT_SOMEBODY.search(words) is not None


def says_well_on_a_quiet_day(turn: Turn) -> bool:
    """「元気です」 while nothing is open that could be answered: perhaps the answer to a greeting."""
    understood = turn.understanding
    if turn.incident is not None or understood is None or not isinstance(turn.event.what, TextSaid):
        return False
    return turn.conversation.state is State.IDLE and _is_well_and_no_more(understood)


def _is_well_and_no_more(understood: Understanding) -> bool:
    well = understood.condition is Condition.SAFE and reading(understood) is Reading.RECORD
    return well and understood.about is About.SELF and not (understood.needs or understood.whereabouts)


def _words(turn: Turn) -> str | None:
    """Never of a cry for help."""
    what, understood = turn.event.what, turn.understanding
    if not isinstance(what, TextSaid) or len(what.text) > _LONGEST:
        return None
    if understood is not None and is_distress(understood.condition):
        return None
    return what.text if _WATCHING.search(what.text) or _PRACTICE.search(what.text) else None
