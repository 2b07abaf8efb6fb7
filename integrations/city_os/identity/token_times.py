"""The times in a token: seconds since 1970, finite, with some leeway for clocks that differ."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from integrations.city_os.identity.refusals import Reason, SignInRefused


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, in seconds since 1970, and how far the provider's clock may be off."""

    now: float
    leeway: float

    def check_life(self, claims: Mapping[str, Any]) -> None:
        """`exp` and `iat` must be there. Raises SignInRefused."""
        expires, issued = seconds(claims, "exp"), seconds(claims, "iat")
        if expires <= self.now - self.leeway:
            raise SignInRefused(Reason.EXPIRED)
        if issued > self.now + self.leeway:
            raise SignInRefused(Reason.ISSUED_IN_FUTURE)
        if "nbf" in claims and seconds(claims, "nbf") > self.now + self.leeway:
            raise SignInRefused(Reason.ISSUED_IN_FUTURE)

    def check_age(self, at: float, longest: float) -> None:
        """Raises SignInRefused where `at` is longer ago than `longest` seconds."""
        if at < self.now - longest - self.leeway:
            raise SignInRefused(Reason.NOT_FRESH)


def seconds(claims: Mapping[str, Any], name: str) -> float:
    """Raises SignInRefused where it is missing or no finite number: nothing is later than NaN, nothing earlier."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not _fits(value):
        raise SignInRefused(Reason.MALFORMED)
    return float(value)


def _fits(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
