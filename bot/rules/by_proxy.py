"""A yes that somebody gives in a person's name, taken down by staff: what it takes, and which consents it gives.

Only with relation, way and, on paper, the mark of whose hand signed it (standards.md 2.6). What the person has said
themselves is stronger than what anybody says for them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.consents import Cadence, Consent, Mark, Origin, Proxy, RecipientKind, Terms, Way
from bot.core.ids import PersonId, derived_id
from bot.core.language import Language
from bot.core.offers import Grant, Offer
from bot.core.requests import Circle
from bot.rules.consent import is_in_force
from bot.rules.matters import Matter, No, last_noes, overlaps
from bot.rules.offer_state import missing


class Objection(StrEnum):
    """Why it does not hold."""

    BLOCKED = "blocked"
    NOT_OFFERED = "not_offered"
    AGREED_ALREADY = "agreed_already"
    NO_RELATION = "no_relation"
    NO_MARK = "no_mark"
    MARK_WITHOUT_PAPER = "mark_without_paper"
    SIGNED_LATER_THAN_NOW = "signed_later_than_now"
    SAID_NO = "said_no"
    """The person has said no themselves, and no paper signed by their own hand since says otherwise."""


@dataclass(frozen=True, slots=True)
class Giving:
    """`to`: only these of the offer's recipients; empty: all. `language`: in which its words were read out.

    `signed_at`: the beginning of the day on the paper, where there is one.
    """

    circle: Circle
    offer: Offer
    proxy: Proxy
    language: Language
    at: datetime
    to: frozenset[RecipientKind] = frozenset()
    signed_at: datetime | None = None


def objections(giving: Giving) -> tuple[Objection, ...]:
    """Empty where it may be recorded."""
    proxy, signed_at = giving.proxy, giving.signed_at
    found = {
        Objection.BLOCKED: giving.circle.person.disclosure_block,
        Objection.NOT_OFFERED: not giving.to <= {each.recipient_kind for each in giving.offer.grants},
        Objection.AGREED_ALREADY: not _grants(giving),
        Objection.NO_RELATION: not proxy.relation.strip(),
        Objection.NO_MARK: proxy.way is Way.PAPER and proxy.mark is None,
        Objection.MARK_WITHOUT_PAPER: proxy.way is not Way.PAPER and (proxy.mark is not None or signed_at is not None),
        Objection.SIGNED_LATER_THAN_NOW: signed_at is not None and signed_at > giving.at,
        Objection.SAID_NO: bool(own_noes(giving)) and not _is_own_newer_word(giving),
    }
    return tuple(objection for objection, holds in found.items() if holds)


def consents_given(giving: Giving) -> tuple[Consent, ...]:
    """One for each grant that is not agreed to yet, each to be stopped alone."""
    words, offer, person = giving.offer.wording(giving.language), giving.offer, giving.circle.person.id
    terms = Terms(offer.id, offer.version, words.sha256, words.language, giving.at)
    held = [each.cadence for each in giving.circle.consents if is_in_force(each, giving.at)]
    return tuple(
        Consent(
            id=derived_id("desk", person, giving.at.isoformat(), grant.purpose, grant.recipient_kind, grant.phase),
            person=person,
            purpose=grant.purpose,
            items=grant.items,
            recipient_kind=grant.recipient_kind,
            recipient=None,
            phase=grant.phase,
            cadence=held[0] if held else Cadence.ONCE,
            given_at=giving.at,
            expires_at=giving.at + offer.lasts if offer.lasts else None,
            origin=Origin.DESK,
            proxy=giving.proxy,
            terms=terms,
        )
        for grant in _grants(giving)
    )


def own_noes(giving: Giving) -> tuple[No, ...]:
    """What the person has refused or stopped themselves, of what would be given now."""
    asked = [Matter(each.purpose, each.recipient_kind, None, each.phase) for each in _grants(giving)]
    own = {each.id for each in giving.circle.consents if _is_own_no(each)}
    noes = (each for each in last_noes(giving.circle.consents, giving.at) if each.consent in own)
    return tuple(no for no in noes if any(overlaps(no.matter, each) for each in asked))


def _grants(giving: Giving) -> tuple[Grant, ...]:
    open_: Iterable[Grant] = missing(giving.offer, giving.circle.consents, giving.at)
    return tuple(each for each in open_ if not giving.to or each.recipient_kind in giving.to)


def _is_own_no(consent: Consent) -> bool:
    by_proxy = consent.proxy.by != consent.person if consent.proxy else False
    return not by_proxy if consent.refused else consent.withdrawn_by in (None, consent.person)


def _is_own_newer_word(giving: Giving) -> bool:
    """Spoken by the person now, or signed by their own hand on a later day than their last no."""
    said_by: PersonId | None = giving.proxy.by
    if said_by == giving.circle.person.id:
        return True
    signed_at = giving.signed_at if giving.proxy.mark is Mark.OWN_HAND else None
    return signed_at is not None and all(each.at < signed_at for each in own_noes(giving))
