"""How a person stands to an offer: whether they ever answered it, and what of it is not agreed to yet."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.consents import Consent, Phase, Purpose
from bot.core.offers import Grant, Offer
from bot.rules.consent import is_in_force
from bot.rules.consent.recipients import OF_AN_OFFICE

_AT_THE_START = frozenset({Purpose.SAFETY_SHARING})
"""Asked of everybody; every other purpose only when its service is begun (standards.md 2.6)."""


def is_base(offer: Offer) -> bool:
    return all(each.purpose in _AT_THE_START for each in offer.grants)


def is_answered(offer: Offer, consents: Iterable[Consent], now: datetime) -> bool:
    """To each of its purposes and recipients a yes or a no was said that has not run out: nobody is asked twice."""
    said = {(each.purpose, each.recipient_kind) for each in consents if not _has_run_out(each, now)}
    return all((each.purpose, each.recipient_kind) in said for each in offer.grants)


def _has_run_out(consent: Consent, now: datetime) -> bool:
    return consent.expires_at is not None and consent.expires_at <= now and consent.withdrawn_at is None


def missing(offer: Offer, consents: Iterable[Consent], now: datetime) -> tuple[Grant, ...]:
    """The grants that no standing consent covers yet."""
    standing = [each for each in consents if is_in_force(each, now)]
    return tuple(grant for grant in offer.grants if not any(_covers(each, grant) for each in standing))


def _covers(consent: Consent, grant: Grant) -> bool:
    anybody = consent.recipient is None or consent.recipient_kind in OF_AN_OFFICE
    return (
        anybody
        and consent.purpose is grant.purpose
        and consent.recipient_kind is grant.recipient_kind
        and consent.phase in (Phase.BOTH, grant.phase)
        and consent.items >= grant.items
    )
