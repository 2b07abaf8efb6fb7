"""What a yes or a no is about, and which no still stands on a matter."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from bot.core.city_consents import CityOsConsent, Statement
from bot.core.consents import Consent, Phase, Purpose, RecipientKind
from bot.rules.consent import is_in_force


class Matter(NamedTuple):
    """Two consents about the same matter are two words about one thing: the newer counts."""

    purpose: Purpose
    kind: RecipientKind
    recipient: str | None
    phase: Phase


@dataclass(frozen=True, slots=True)
class No:
    """A refusal or a withdrawal that no later yes about the same matter has undone."""

    matter: Matter
    at: datetime
    consent: str


def matter_of(consent: Consent | CityOsConsent | Statement) -> Matter:
    return Matter(consent.purpose, consent.recipient_kind, consent.recipient, consent.phase)


def overlaps(one: Matter, other: Matter) -> bool:
    """Whether something could be shown under both."""
    return (
        one.purpose is other.purpose
        and one.kind is other.kind
        and (one.recipient is None or other.recipient is None or one.recipient == other.recipient)
        and (one.phase is other.phase or Phase.BOTH in (one.phase, other.phase))
    )


def last_noes(consents: Iterable[Consent], now: datetime) -> tuple[No, ...]:
    """One for each matter on which the last word of this side is a no. A yes that a newer yes replaced is no no."""
    yes: dict[Matter, datetime] = {}
    refused: dict[Matter, No] = {}
    withdrawn: dict[Matter, No] = {}
    for each in consents:
        matter = matter_of(each)
        ended = each.withdrawn_at is not None and each.withdrawn_at <= now
        if is_in_force(each, now):
            yes[matter] = max(each.given_at, yes.get(matter, each.given_at))
        elif each.refused and not ended:
            _keep_newer(refused, No(matter, each.given_at, each.id))
        elif each.withdrawn_at is not None and ended and not each.refused:
            _keep_newer(withdrawn, No(matter, each.withdrawn_at, each.id))
    refusals = (no for matter, no in refused.items() if matter not in yes or yes[matter] <= no.at)
    endings = (no for matter, no in withdrawn.items() if matter not in yes and matter not in refused)
    return (*refusals, *endings)


def _keep_newer(noes: dict[Matter, No], no: No) -> None:
    before = noes.get(no.matter)
    if before is None or before.at < no.at:
        noes[no.matter] = no
