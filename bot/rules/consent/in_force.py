"""Whether a consent stands at a moment (row 15), and its state in the words of DPV 2.3."""

from datetime import datetime

from bot.core.consents import Consent, Proxy, Way


def is_in_force(consent: Consent, now: datetime) -> bool:
    """Given, not refused, not expired, not withdrawn, at this moment; by somebody else only with all that it takes."""
    expires, withdrawn = consent.expires_at, consent.withdrawn_at
    return (
        not consent.refused
        and (consent.proxy is None or is_complete(consent.proxy))
        and consent.given_at <= now
        and (expires is None or now < expires)
        and (withdrawn is None or now < withdrawn)
    )


def counts(consent: Consent, now: datetime) -> bool:
    """In force, and not held back because of the city OS: what a disclosure may rest on."""
    return not consent.held_back and is_in_force(consent, now)


def is_complete(proxy: Proxy) -> bool:
    """Who it was, relation and way are named; on paper also whose hand signed it (standards.md 2.6)."""
    is_somebody = proxy.by is not None or bool(proxy.name.strip())
    return is_somebody and bool(proxy.relation.strip()) and (proxy.way is not Way.PAPER or proxy.mark is not None)


def state_of(consent: Consent, now: datetime) -> str:
    """`ConsentGiven`, `RenewedConsentGiven`, ...: only these two allow use (standards.md 2.2)."""
    if consent.withdrawn_at is not None and consent.withdrawn_at <= now:
        by_another = consent.withdrawn_by not in (None, consent.person)
        return "ConsentRevoked" if by_another else "ConsentWithdrawn"
    if consent.refused:
        return "ConsentRefused"
    if consent.proxy is not None and not is_complete(consent.proxy):
        return "ConsentInvalidated"
    if consent.expires_at is not None and consent.expires_at <= now:
        return "ConsentExpired"
    if now < consent.given_at:
        return "ConsentUnknown"
    return "RenewedConsentGiven" if consent.confirmed_at is not None else "ConsentGiven"
