"""Taps that tie this account to a person of the city, or untie it, and say who speaks on a shared phone."""

from dataclasses import dataclass

from bot.core.ids import IncidentId, PersonId
from bot.core.taps.consent import Answer
from bot.core.understanding import Condition, Need, Whereabouts


@dataclass(frozen=True, slots=True)
class StartLinking:
    """「市とつなぐ」"""


@dataclass(frozen=True, slots=True)
class ConfirmLink:
    """「はい、つなぎます」 to the name that was shown."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Unlink:
    """「つながりをやめる」; None opens the question, a person answers it."""

    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ShowAccounts:
    """「つながっている窓口」"""


@dataclass(frozen=True, slots=True)
class EndAccount:
    """「やめる」 on one line of that list; `answer` None opens the question, YES is the answer to it."""

    account: str
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class ChooseSpeaker:
    """「わたしは…です」 on a phone that several people share; None opens the choice."""

    person: PersonId | None = None
    incident: IncidentId | None = None


@dataclass(frozen=True, slots=True)
class SpeakForAll:
    """「ふたりとも無事です」: everybody whom this phone belongs to is so."""

    condition: Condition
    incident: IncidentId | None = None


@dataclass(frozen=True, slots=True)
class HelpIsFor:
    """「助けが必要なのは、この人です」: it says nothing of who speaks."""

    person: PersonId
    incident: IncidentId | None = None


@dataclass(frozen=True, slots=True)
class SpeakAs:
    """The answer to 「いま、お答えになっているのは、どなたですか」, and the statement that waits for it.

    `about` None: it was said of everybody whom this phone belongs to. `need` None beside nothing else: nothing is
    lacking. `asked_at`: when the question was asked, in whole seconds since 1970, in UTC.
    """

    speaker: PersonId
    about: PersonId | None = None
    condition: Condition | None = None
    whereabouts: Whereabouts | None = None
    need: Need | None = None
    incident: IncidentId | None = None
    asked_at: int = 0
