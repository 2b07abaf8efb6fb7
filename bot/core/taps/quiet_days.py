"""Taps of ordinary days: the greeting, who arranges it, and the monthly drill."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.ids import PersonId


class QuietWish(StrEnum):
    MENU = "menu"
    ACCEPT = "accept"
    DECLINE = "decline"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class QuietAnswer(StrEnum):
    WELL = "well"
    WORRIED = "worried"


class PracticeStep(StrEnum):
    JOIN = "join"
    LEAVE = "leave"
    SAFE = "safe"
    HOME = "home"


class FormerWish(StrEnum):
    TELL = "tell"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class WishQuietDays:
    """「見守り」, 「お休みする」, 「やめる」"""

    wish: QuietWish


@dataclass(frozen=True, slots=True)
class ChooseQuietHour:
    """At this hour; `about` is set by a relative who proposes it."""

    hour: int
    about: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ChooseQuietContact:
    hour: int
    contact: PersonId


@dataclass(frozen=True, slots=True)
class TellFormerContact:
    """Whether whoever was the contact until now is told that somebody else is: only the person can want that."""

    contact: PersonId
    wish: FormerWish


@dataclass(frozen=True, slots=True)
class ChooseQuietLength:
    """After so many days without an answer."""

    days: int


@dataclass(frozen=True, slots=True)
class AnswerGreeting:
    """「元気です」, 「少し気になる」; `about` is set by the contact, who has called."""

    answer: QuietAnswer
    about: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Practise:
    """The monthly drill, tap by tap; `month` as `2026-09`, empty for joining and leaving."""

    step: PracticeStep
    month: str | None = None
