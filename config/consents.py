"""What a municipality asks its people to agree to, from `config/municipalities/<city>/consents.yaml`."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256
from typing import Any

from bot.core.consents import Item, Phase, Purpose, RecipientKind
from bot.core.language import Language
from bot.core.offers import Grant, Offer, Wording
from config.offer_faults import offer_faults


class OffersError(ValueError):
    """The file does not hold; each line of the message says what to mend."""


def offers_of(told: Any) -> tuple[Offer, ...]:
    """The offers of a file as YAML gave it, in the order of asking.

    Raises:
        OffersError: something is missing, unknown or too long.
    """
    faults = list(offer_faults(told))
    if faults:
        raise OffersError("\n".join(faults))
    return tuple(_offer(each) for each in told["offers"])


def _offer(told: Mapping[str, Any]) -> Offer:
    words = told["words"]
    return Offer(
        id=told["id"],
        version=told["version"],
        grants=tuple(_grant(each) for each in told["grants"]),
        wordings=tuple(_wording(each, words[each]) for each in Language if each in words),
        lasts=timedelta(days=told["lasts_days"]) if "lasts_days" in told else None,
    )


def _grant(told: Mapping[str, Any]) -> Grant:
    return Grant(
        purpose=Purpose(told["purpose"]),
        items=frozenset(Item(each) for each in told["items"]),
        recipient_kind=RecipientKind(told["to"]),
        phase=Phase(told["phase"]),
    )


def _wording(language: Language, paragraphs: Sequence[str]) -> Wording:
    """The digest is over the paragraphs as they are shown, in UTF-8 with a line feed between them."""
    return Wording(language, tuple(paragraphs), sha256("\n".join(paragraphs).encode()).hexdigest())
