"""What somebody said at the city OS itself, as consents of our own: it is the source of truth, and a word is a word."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.city_consents import CityOsConsent, State
from bot.core.consents import Cadence, Consent, Origin
from bot.core.ids import PersonId, derived_id
from bot.rules.consent import is_in_force
from bot.rules.matters import No, last_noes, matter_of, overlaps

CITY_OS = PersonId("city_os")
"""Stands as `withdrawn_by` where not the person but somebody at the city OS ended a consent."""

YES = frozenset({State.GIVEN, State.RENEWED})
_ENDED = frozenset({State.WITHDRAWN, State.REVOKED, State.INVALIDATED})
_SAYS_NOTHING = frozenset({State.UNKNOWN, State.REQUESTED, State.DEFERRED, State.EXPIRED})
_SAME_MOMENT = timedelta(seconds=1)
"""The city OS may keep our moments less finely."""


def allows(theirs: CityOsConsent, now: datetime) -> bool:
    """In force at the city OS at this moment."""
    expires, withdrawn = theirs.expires_at, theirs.withdrawn_at
    return (
        theirs.state in YES
        and theirs.given_at <= now
        and (expires is None or now < expires)
        and (withdrawn is None or now < withdrawn)
    )


def arrivals(
    person: PersonId, local: Sequence[Consent], theirs: Sequence[CityOsConsent], now: datetime
) -> tuple[Consent, ...]:
    """What was said at the city OS and is not known here: a yes that no later no of ours has answered, and every no."""
    known = {each.id for each in local}
    agreed = {matter_of(each) for each in local if each.origin is not Origin.CITY_OS and is_in_force(each, now)}
    new = [each for each in theirs if each.reference not in known and each.state not in _SAYS_NOTHING]
    news = [
        said
        for each in new
        if not (allows(each, now) and matter_of(each) in agreed)
        and (said := _as_said(each, person, now)).id not in known
    ]
    if not news:
        return ()
    mentioned = {matter_of(each) for each in local}
    noes = (*last_noes(local, now), *noes_there(person, local, theirs, now))
    cadence = next((each.cadence for each in local if is_in_force(each, now)), Cadence.ONCE)
    return tuple(
        replace(each, cadence=cadence)
        for each in news
        if (not _is_answered(each, noes) if is_in_force(each, now) else matter_of(each) not in mentioned)
    )


def _is_answered(yes: Consent, noes: Iterable[No]) -> bool:
    """A no that was said since keeps it out, here or there."""
    matter = matter_of(yes)
    return any(no.at >= yes.given_at and overlaps(no.matter, matter) for no in noes)


def noes_there(
    person: PersonId, local: Iterable[Consent], theirs: Iterable[CityOsConsent], now: datetime
) -> tuple[No, ...]:
    """The matters on which the city OS's last word is a no. Our own endings that it has taken in are no word of its.

    Without that a yes that replaced an older one here would be closed by the end of the older one there.
    """
    endings = {each.id: each.withdrawn_at for each in local if each.withdrawn_at is not None}
    said = ((each, _as_said(each, person, now)) for each in theirs if each.state not in _SAYS_NOTHING)
    return last_noes((own for each, own in said if not _is_echo(own, endings.get(each.reference or ""))), now)


def _is_echo(theirs: Consent, ended_here: datetime | None) -> bool:
    ended_there = theirs.withdrawn_at
    return ended_here is not None and ended_there is not None and ended_there < ended_here + _SAME_MOMENT


def _as_said(theirs: CityOsConsent, person: PersonId, now: datetime) -> Consent:
    """What the city OS holds, as a consent of ours: given, refused or ended.

    A no counts from now on at the latest: the clocks of two systems are never quite the same.
    """
    ended = (theirs.withdrawn_at or theirs.changed_at) if theirs.state in _ENDED else theirs.withdrawn_at
    is_refusal = theirs.state is State.REFUSED
    by_another = theirs.state in (State.REVOKED, State.INVALIDATED)
    return Consent(
        id=_id_here(theirs),
        person=person,
        purpose=theirs.purpose,
        items=theirs.items,
        recipient_kind=theirs.recipient_kind,
        recipient=theirs.recipient,
        phase=theirs.phase,
        cadence=Cadence.ONCE,
        given_at=min(theirs.given_at, now) if is_refusal else theirs.given_at,
        expires_at=theirs.expires_at,
        withdrawn_at=min(ended, now) if ended and theirs.state in _ENDED else ended,
        withdrawn_by=CITY_OS if by_another else None,
        refused=is_refusal,
        origin=Origin.CITY_OS,
    )


def _id_here(theirs: CityOsConsent) -> str:
    """What the city OS holds anew, or with another content, is a consent of its own here."""
    expires = theirs.expires_at.isoformat() if theirs.expires_at else ""
    words = (theirs.purpose, theirs.recipient_kind, theirs.recipient or "", theirs.phase, *sorted(theirs.items))
    return derived_id("city os consent", theirs.id, theirs.given_at.isoformat(), expires, *words)


@dataclass(frozen=True, slots=True)
class Ending:
    """A consent that stands here and was ended at the city OS. `by` None: by the person."""

    consent: str
    at: datetime
    by: PersonId | None
    is_no: bool = True
    """False: only its content changed, and what came of it arrives."""


@dataclass(frozen=True, slots=True)
class News:
    """What the city OS changes in what is kept here: first what ends, then what comes in."""

    endings: tuple[Ending, ...] = ()
    arrivals: tuple[Consent, ...] = ()


def news_of(person: PersonId, local: Sequence[Consent], theirs: Sequence[CityOsConsent], now: datetime) -> News:
    """A withdrawal there is one here, from its own moment on; a yes there stands here too, where no newer no does."""
    endings = tuple(_endings(person, local, theirs, now))
    ended = {each.consent: each for each in endings}
    replaced = {each.consent for each in endings if not each.is_no}
    remaining = [
        replace(each, withdrawn_at=ended[each.id].at) if each.id in ended else each
        for each in local
        if each.id not in replaced
    ]
    return News(endings, arrivals(person, remaining, theirs, now))


def _endings(
    person: PersonId, local: Sequence[Consent], theirs: Sequence[CityOsConsent], now: datetime
) -> Iterator[Ending]:
    own = {each.reference: _as_said(each, person, now) for each in theirs if each.reference}
    images = {_id_here(each) for each in theirs if allows(each, now)}
    agreed = {matter_of(each) for each in theirs if allows(each, now)}
    noes = {each.matter: each for each in noes_there(person, local, theirs, now)}
    by = {said.id: said.withdrawn_by for said in (_as_said(each, person, now) for each in theirs)}
    for each in local:
        if not is_in_force(each, now):
            continue
        matter = matter_of(each)
        mine, no = own.get(each.id), noes.get(matter)
        if mine is not None and mine.withdrawn_at is not None:
            yield _ending(each, mine.withdrawn_at, mine.withdrawn_by, now)
        elif no is not None and no.at >= each.given_at:
            yield _ending(each, no.at, by[no.consent], now)
        elif each.origin is Origin.CITY_OS and each.id not in images and matter in agreed:
            yield Ending(each.id, now, None, is_no=False)


def _ending(consent: Consent, at: datetime, by: PersonId | None, now: datetime) -> Ending:
    """Never in the future, or it would not count yet."""
    return Ending(consent.id, max(min(at, now), min(consent.given_at, now)), by)
