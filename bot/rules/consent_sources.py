"""Two sources of consent, the stricter of which wins: what was said here, and what the city OS holds.

Pure: the moment and both sides come in. Nothing rests on what only one side allows, and a no on either side wins.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.city_consents import CityOsConsent
from bot.core.consents import Consent
from bot.core.ids import PersonId, derived_id
from bot.rules.city_os_word import allows, arrivals, noes_there
from bot.rules.consent import is_in_force
from bot.rules.matters import Matter, No, last_noes, matter_of, overlaps

MAX_AGE = timedelta(minutes=15)
"""How old the city OS's word may be in peacetime, where a city has decided nothing else."""


class Differing(StrEnum):
    """How the two sides differ."""

    MISSING_THERE = "missing_there"
    REFUSED_THERE = "refused_there"
    STILL_GIVEN_THERE = "still_given_there"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Difference:
    """`consent` is ours, `theirs` the city OS's, where there is one."""

    person: PersonId
    how: Differing
    consent: str | None
    theirs: CityOsConsent | None

    @property
    def id(self) -> str:
        """The same for the same difference; another change of it at the city OS makes another one."""
        there = (self.theirs.id, self.theirs.changed_at.isoformat()) if self.theirs else ("", "")
        return derived_id("consent differs", self.person, self.how, self.consent or "", *there)


@dataclass(frozen=True, slots=True)
class Freshness:
    """`as_of`: when the city OS's word was last known to be complete; None: never yet."""

    as_of: datetime | None
    now: datetime
    max_age: timedelta = MAX_AGE

    @property
    def is_fresh(self) -> bool:
        return self.as_of is not None and self.now - self.as_of <= self.max_age


@dataclass(frozen=True, slots=True)
class Agreed:
    """All consents of one person, those on which nothing may rest `held_back`; and where the sides differ."""

    consents: tuple[Consent, ...]
    differences: tuple[Difference, ...] = ()


def stricter(
    person: PersonId, local: Sequence[Consent], theirs: Sequence[CityOsConsent], freshness: Freshness
) -> Agreed:
    """What counts of one person's consents, by what both sides say at this moment.

    A consent counts where the other side has one in force about the same matter: with the items of both and the
    earlier end. What is not confirmed there waits. What only the city OS has comes in, unless a no was said here since.
    Where the city OS's word is too old nothing counts; a declared emergency goes by law.
    """
    now = freshness.now
    everything = (*local, *arrivals(person, local, theirs, now))
    if not freshness.is_fresh:
        return Agreed(tuple(_held(each) if is_in_force(each, now) else each for each in everything))
    standing = [each for each in theirs if allows(each, now)]
    their_noes = () if len(standing) == len(theirs) else noes_there(person, local, theirs, now)
    pairs = [_weighed(each, standing, their_noes) if is_in_force(each, now) else (each, None) for each in everything]
    differences = [each for _, each in pairs if each is not None]
    return Agreed(tuple(each for each, _ in pairs), (*differences, *_still_given(person, everything, standing, now)))


def _held(consent: Consent) -> Consent:
    return replace(consent, held_back=True)


def _weighed(
    consent: Consent, standing: Sequence[CityOsConsent], their_noes: Sequence[No]
) -> tuple[Consent, Difference | None]:
    """A consent in force here, as far as both sides carry it."""
    matter = matter_of(consent)
    match = _match(consent, matter, standing)
    if match is None:
        return _held(consent), Difference(consent.person, Differing.MISSING_THERE, consent.id, None)
    if _is_closed(their_noes, matter, consent.given_at):
        return _held(consent), Difference(consent.person, Differing.REFUSED_THERE, consent.id, match)
    if consent.items == match.items and consent.expires_at == match.expires_at:
        return consent, None
    items, expires = consent.items & match.items, _earlier(consent.expires_at, match.expires_at)
    narrower = replace(consent, items=items, expires_at=expires, held_back=not items)
    return narrower, Difference(consent.person, Differing.CONTENT, consent.id, match)


def _match(consent: Consent, matter: Matter, standing: Iterable[CityOsConsent]) -> CityOsConsent | None:
    """Of those about the same matter our own, else the one that leaves most of ours."""
    same = [each for each in standing if matter_of(each) == matter]
    if len(same) <= 1:
        return same[0] if same else None
    return max(
        same, key=lambda each: (each.reference == consent.id, len(each.items & consent.items), each.given_at, each.id)
    )


def _is_closed(noes: Iterable[No], matter: Matter, given_at: datetime) -> bool:
    return any(each.at >= given_at and overlaps(each.matter, matter) for each in noes)


def _still_given(
    person: PersonId, ours: Sequence[Consent], standing: Iterable[CityOsConsent], now: datetime
) -> Iterable[Difference]:
    """They hold a yes that was answered here with a no since, and with no yes after it."""
    noes = last_noes(ours, now)
    if not noes:
        return
    agreed = {matter_of(each) for each in ours if is_in_force(each, now)}
    for each in standing:
        matter = matter_of(each)
        against = [no for no in noes if no.at >= each.given_at and overlaps(no.matter, matter)]
        if against and matter not in agreed:
            yield Difference(person, Differing.STILL_GIVEN_THERE, against[0].consent, each)


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
