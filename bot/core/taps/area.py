"""Taps of a leader, and of the association's group, beside まとめ and the lists."""

from dataclasses import dataclass

from bot.core.ids import DistrictId, IncidentId
from bot.core.reports import Listing


@dataclass(frozen=True, slots=True)
class AskBlocks:
    """班ごと of one district."""

    district: DistrictId | None = None


@dataclass(frozen=True, slots=True)
class AskPhones:
    """A list with telephone numbers, where they may be shown."""

    listing: Listing
    district: DistrictId | None = None


@dataclass(frozen=True, slots=True)
class AskCall:
    """「もう一度呼びかけて」: how many would be reminded."""

    district: DistrictId | None = None


@dataclass(frozen=True, slots=True)
class CallAgain:
    """「はい、送る」 under that number."""

    district: DistrictId
    incident: IncidentId


@dataclass(frozen=True, slots=True)
class AskPaper:
    """印刷: the page to carry on paper."""

    district: DistrictId | None = None


@dataclass(frozen=True, slots=True)
class TieGroup:
    """In a group: it is the one of this district's association."""

    district: DistrictId
