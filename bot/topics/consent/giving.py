"""The answer to an offer as consents, one for each grant, each to be stopped alone; and the receipt for it."""

from bot.core.consents import Cadence, Consent, Origin, Purpose, Terms
from bot.core.conversation import Offered
from bot.core.offers import Grant, Offer
from bot.core.records import ConsentStated, NoticeKind, Record
from bot.core.replies import Block, Button, Card, Link, Paragraph, Say, Style, text
from bot.core.requests import Circle
from bot.core.turn import Outcome, Turn
from bot.rules.ended_news import helpers_told
from bot.rules.matters import matter_of
from bot.rules.notice import notice
from bot.topics.consent.buttons import LIST
from bot.topics.consent.closing import without_offer
from bot.topics.consent.listing import standing
from bot.topics.consent.wordings import line_of


def given(turn: Turn, circle: Circle, offer: Offer, grants: tuple[Grant, ...], shown: Offered) -> Outcome:
    consents = _consents(turn, circle, offer, grants, shown)
    header = text("consent.receipt.header")
    receipt = Card(
        header=header,
        blocks=(*_lines(circle, consents), Paragraph(text("consent.how_to_stop")), *_plan_words(turn, grants)),
        alert=header,
        buttons=(LIST, *_plan_buttons(turn, grants)),
    )
    records = (*(ConsentStated(each) for each in consents), *_to_staff(turn, grants))
    return Outcome(without_offer(turn.conversation), (receipt,), records)


def refused(turn: Turn, circle: Circle, offer: Offer, grants: tuple[Grant, ...], shown: Offered) -> Outcome:
    """Kept as a refusal, so that nobody asks again and again. A narrower yes to the same ends with it."""
    noes = _consents(turn, circle, offer, grants, shown, is_refused=True)
    ended = tuple(each for each in standing(turn, circle) if matter_of(each) in set(map(matter_of, noes)))
    return Outcome(
        without_offer(turn.conversation),
        (Say(text("consent.no.plan" if _is_plan(grants) else "consent.no.kept")),),
        tuple(map(ConsentStated, noes)),
        helpers_told(circle, ended, turn.now),
    )


def _consents(
    turn: Turn, circle: Circle, offer: Offer, grants: tuple[Grant, ...], shown: Offered, *, is_refused: bool = False
) -> tuple[Consent, ...]:
    words = offer.wording(turn.conversation.language)
    terms = Terms(offer.id, offer.version, words.sha256, words.language, shown.shown_at)
    held = standing(turn, circle)
    return tuple(
        Consent(
            id=turn.new_id("consent", number),
            person=circle.person.id,
            purpose=grant.purpose,
            items=grant.items,
            recipient_kind=grant.recipient_kind,
            recipient=None,
            phase=grant.phase,
            cadence=held[0].cadence if held else Cadence.ONCE,
            given_at=turn.now,
            expires_at=turn.now + offer.lasts if offer.lasts and not is_refused else None,
            refused=is_refused,
            origin=Origin.CHAT,
            terms=terms,
        )
        for number, grant in enumerate(grants)
    )


def _lines(circle: Circle, consents: tuple[Consent, ...]) -> tuple[Block, ...]:
    """By purpose: why, then to whom, what, when and until when."""
    blocks: list[Block] = []
    for purpose in dict.fromkeys(each.purpose for each in consents):
        blocks.append(Paragraph(text(f"consent.why.{purpose}"), strong=True))
        blocks += [line_of(each, circle) for each in consents if each.purpose is purpose]
    return tuple(blocks)


def _is_plan(grants: tuple[Grant, ...]) -> bool:
    return any(each.purpose is Purpose.PLAN_DRAFTING for each in grants)


def _plan_words(turn: Turn, grants: tuple[Grant, ...]) -> tuple[Paragraph, ...]:
    return (Paragraph(text("consent.plan.next", city=turn.city.name)),) if _is_plan(grants) else ()


def _plan_buttons(turn: Turn, grants: tuple[Grant, ...]) -> tuple[Button, ...]:
    return (Link(text("button.call_city"), f"tel:{turn.city.phone}", Style.QUIET),) if _is_plan(grants) else ()


def _to_staff(turn: Turn, grants: tuple[Grant, ...]) -> tuple[Record, ...]:
    """The plan itself is written with the city: staff call back."""
    person = turn.person.id if turn.person else None
    return (notice(turn, NoticeKind.HANDOFF, turn.incident, person),) if _is_plan(grants) else ()
