"""Taps about what one agrees to, and who has looked."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.consents import Cadence
from bot.core.ids import IncidentId


class Answer(StrEnum):
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class ShowConsents:
    """「同意を確認」"""


@dataclass(frozen=True, slots=True)
class ShowOffer:
    """Show me the words of this offer, and ask me. None: whichever is next."""

    offer: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerOffer:
    """「提供します」 or 「今はしません」, to the words of this version."""

    offer: str
    version: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    """「やめる」 on one line of the list."""

    consent: str


@dataclass(frozen=True, slots=True)
class RestoreConsent:
    """「元にもどす」 right after a withdrawal: the same, given anew."""

    consent: str


@dataclass(frozen=True, slots=True)
class TellFamilyOfEnd:
    """「家族にも知らせる」 right after a withdrawal: that it has ended, and nothing else."""

    consent: str


@dataclass(frozen=True, slots=True)
class ChooseCadence:
    """初回のみ / 新しい情報のとき / 毎回; None opens the choice."""

    cadence: Cadence | None = None


@dataclass(frozen=True, slots=True)
class ShareNow:
    """The answer to 「知らせてもよいですか」, as the cadence asks, about what was said in this incident."""

    answer: Answer
    incident: IncidentId | None = None


@dataclass(frozen=True, slots=True)
class ShowDisclosures:
    """「だれが見た」"""


@dataclass(frozen=True, slots=True)
class ExplainVisibility:
    """「なぜ見えるの」"""
