"""「同意を確認」: every standing consent as a line of its own, with its own button to stop it."""

from collections.abc import Iterator
from datetime import datetime

from bot.core.consents import Consent, Purpose, RecipientKind
from bot.core.replies import Ask, Button, Card, Choice, Entry, Paragraph, Reply, text
from bot.core.requests import Circle
from bot.core.taps import WithdrawConsent
from bot.core.turn import Turn
from bot.rules.consent import is_in_force
from bot.rules.offer_state import is_base, missing
from bot.topics.consent.buttons import CADENCE, LOOKS, OFFER
from bot.topics.consent.wordings import line_of, recipient

_LINES = 5
"""In one card: with a button for each it still fits on a phone without much scrolling."""


def standing(turn: Turn, circle: Circle) -> tuple[Consent, ...]:
    """What holds now; purposes and recipients in the order of the vocabulary."""
    held = [each for each in circle.consents if is_in_force(each, turn.now)]
    return tuple(sorted(held, key=_place))


def _place(consent: Consent) -> tuple[int, int, datetime, str]:
    to = list(RecipientKind).index(consent.recipient_kind)
    return (list(Purpose).index(consent.purpose), to, consent.given_at, consent.id)


def list_of_consents(turn: Turn, circle: Circle) -> tuple[Reply, ...]:
    """One card for each purpose, several where it has many lines; or that there is nothing yet."""
    held = standing(turn, circle)
    if not held:
        return (Ask(text("consent.none"), (OFFER, LOOKS)),)
    pages = list(_pages(held))
    further = _further(turn, circle)
    return tuple(
        _card(circle, page, further if number == len(pages) else ()) for number, page in enumerate(pages, start=1)
    )


def _pages(held: tuple[Consent, ...]) -> Iterator[tuple[Consent, ...]]:
    for purpose in dict.fromkeys(each.purpose for each in held):
        same = tuple(each for each in held if each.purpose is purpose)
        yield from (same[start : start + _LINES] for start in range(0, len(same), _LINES))


def _card(circle: Circle, consents: tuple[Consent, ...], further: tuple[Button, ...]) -> Card:
    purpose = consents[0].purpose
    header = text("consent.list.header", purpose=text(f"consent.purpose.{purpose}"))
    lines: tuple[Entry, ...] = tuple(line_of(each, circle) for each in consents)
    return Card(
        header=header,
        blocks=(Paragraph(text(f"consent.why.{purpose}")), *lines),
        alert=header,
        buttons=(*(stop_button(each, circle) for each in consents), *further),
    )


def stop_button(consent: Consent, circle: Circle) -> Choice:
    """Buttons of several cards may stand below one another: beside the daily purpose each says what it is for."""
    who = recipient(consent, circle)
    label = text("consent.button.stop", who=who)
    if consent.purpose is not Purpose.SAFETY_SHARING:
        label = text("consent.button.stop_of", who=who, purpose=text(f"consent.brief.{consent.purpose}"))
    return Choice(label, WithdrawConsent(consent.id))


def _further(turn: Turn, circle: Circle) -> tuple[Button, ...]:
    base = (each for each in turn.city.offers if is_base(each))
    is_more = any(missing(each, circle.consents, turn.now) for each in base)
    return (LOOKS, CADENCE, OFFER) if is_more else (LOOKS, CADENCE)
