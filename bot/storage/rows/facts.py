"""The facts that reports and check-ins share: condition, whereabouts, needs, spot, how somebody was seen."""

from typing import Any

from bot.core.reports import Casualty, Refuge, Spot
from bot.core.sightings import Absence, Seen
from bot.core.understanding import Condition, Need, Whereabouts


def pack_needs(needs: tuple[Need, ...] | None) -> list[str] | None:
    return None if needs is None else [each.value for each in needs]


def needs_of(stored: list[str] | None) -> tuple[Need, ...] | None:
    return None if stored is None else tuple(Need(each) for each in stored)


def pack_spot(spot: Spot | None) -> list[Any] | None:
    return None if spot is None else [spot.latitude, spot.longitude, spot.words]


def spot_of(stored: list[Any] | None) -> Spot | None:
    return None if stored is None else Spot(*stored)


def condition_of(stored: str | None) -> Condition | None:
    return Condition(stored) if stored else None


def refuge_of(stored: str | None) -> Refuge | None:
    return Refuge(stored) if stored else None


def whereabouts_of(stored: str | None) -> Whereabouts | None:
    return Whereabouts(stored) if stored else None


def seen_of(stored: str | None) -> Seen | None:
    return Seen(stored) if stored else None


def absence_of(stored: str | None) -> Absence | None:
    return Absence(stored) if stored else None


def casualty_of(stored: str | None) -> Casualty | None:
    return Casualty(stored) if stored else None
