"""「元にもどす」 right after a withdrawal: the same consent, given anew."""

from dataclasses import replace
from datetime import timedelta

from bot.core.consents import Consent, Origin
from bot.core.records import ConsentStated
from bot.core.replies import Card, Paragraph, text
from bot.core.requests import Circle
from bot.core.turn import Outcome, Turn
from bot.topics.consent.buttons import LIST
from bot.topics.consent.closing import without_offer
from bot.topics.consent.listing import standing
from bot.topics.consent.stopping import nothing_to_do, own
from bot.topics.consent.wordings import line_of

_RIGHT_AFTER = timedelta(days=1)
"""A button further up in the chat is no wish of today."""


def restore(turn: Turn, circle: Circle, id_: str) -> Outcome:
    """The same content and the same terms, given anew; only right after, and only where nothing newer was said."""
    old = own(circle, id_)
    if old is None or not _can_come_back(turn, circle, old):
        stands = old is not None and any(_is_about_the_same(each, old) for each in standing(turn, circle))
        return nothing_to_do(turn, circle, text("consent.offer.already" if stands else "consent.restore.cannot"))
    anew = replace(
        old,
        id=turn.new_id("consent"),
        given_at=turn.now,
        withdrawn_at=None,
        withdrawn_by=None,
        confirmed_at=None,
        origin=Origin.CHAT,
        proxy=None,
    )
    receipt = Card(
        header=text("consent.restore.header"),
        blocks=(line_of(anew, circle), Paragraph(text("consent.how_to_stop"))),
        alert=text("consent.restore.header"),
        buttons=(LIST,),
    )
    return Outcome(without_offer(turn.conversation), (receipt,), (ConsentStated(anew),))


def _can_come_back(turn: Turn, circle: Circle, old: Consent) -> bool:
    withdrawn_at = old.withdrawn_at
    if withdrawn_at is None or old.refused or not withdrawn_at <= turn.now < withdrawn_at + _RIGHT_AFTER:
        return False
    if old.withdrawn_by not in (None, old.person) or (old.expires_at is not None and old.expires_at <= turn.now):
        return False
    return not any(each.given_at >= withdrawn_at and _is_about_the_same(each, old) for each in circle.consents)


def _is_about_the_same(consent: Consent, other: Consent) -> bool:
    return (consent.purpose, consent.recipient_kind, consent.recipient, consent.phase) == (
        other.purpose,
        other.recipient_kind,
        other.recipient,
        other.phase,
    )
