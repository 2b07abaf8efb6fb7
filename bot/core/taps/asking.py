"""Taps that ask for something: the family, an area, a human, help, another language."""

from dataclasses import dataclass

from bot.core.ids import DistrictId, PersonId
from bot.core.language import Language
from bot.core.reports import Listing


@dataclass(frozen=True, slots=True)
class AskAboutFamily:
    """How is this person? None: all whom the asker follows."""

    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class AskSummary:
    """まとめ of one district."""

    district: DistrictId | None = None


@dataclass(frozen=True, slots=True)
class AskListing:
    listing: Listing
    district: DistrictId | None = None


@dataclass(frozen=True, slots=True)
class AskHuman:
    """「職員と話したい」"""


@dataclass(frozen=True, slots=True)
class AskHumanForReal:
    """「職員と話したい」 below what is no drill's, in the middle of a drill too."""


@dataclass(frozen=True, slots=True)
class AskHelp:
    """「使い方」"""


@dataclass(frozen=True, slots=True)
class ChooseLanguage:
    """None opens the choice."""

    language: Language | None = None
