"""Which consent to ask for, and how: the municipality's words first, then the question with two big buttons."""

from dataclasses import replace

from bot.core.conversation import Conversation, Offered, State
from bot.core.offers import Offer
from bot.core.replies import Ask, Card, Choice, Paragraph, Reply, Style, Text, text
from bot.core.requests import Circle
from bot.core.taps import Answer, AnswerOffer, ShowOffer
from bot.core.turn import Turn
from bot.rules.offer_state import is_answered, is_base

_NO_CHECK_IN = frozenset(
    {
        State.IDLE,
        State.AWAITING_CONSENT,
        State.AWAITING_LINK,
        State.AWAITING_UNLINK,
        State.AWAITING_END,
        State.AWAITING_SPEAKER,
    }
)

Shown = tuple[tuple[Reply, ...], Conversation]


def first_offer(turn: Turn, circle: Circle) -> Shown | None:
    """What to ask somebody who was just linked: the base offer, where they have never answered it.

    None in the middle of a check-in: how somebody is comes before what may be shared.
    """
    if has_to_answer_first(turn):
        return None
    bases = (each for each in turn.city.offers if is_base(each))
    offer = next((each for each in bases if not is_answered(each, circle.consents, turn.now)), None)
    return present(turn, offer) if offer is not None else None


def present(turn: Turn, offer: Offer) -> Shown:
    """The terms and the question; from here on the conversation knows which words were shown, and when."""
    first, *rest = offer.wording(turn.conversation.language).paragraphs
    header = text("consent.offer.header", city=turn.city.name)
    terms = Card(
        header=header,
        blocks=(
            Paragraph(text("consent.words", words=first), strong=True),
            *(Paragraph(text("consent.words", words=each)) for each in rest),
        ),
        alert=header,
    )
    waiting = turn.conversation.at(State.AWAITING_CONSENT)
    offered = Offered(offer.id, offer.version, turn.now)
    return (terms, question(offer, text("consent.offer.question"))), replace(waiting, offered=offered)


def question(offer: Offer, words: Text) -> Ask:
    """「提供しますか」, with its two answers to these very words."""
    yes, no = (AnswerOffer(offer.id, offer.version, each) for each in (Answer.YES, Answer.NO))
    return Ask(
        words,
        (
            Choice(text("consent.button.yes"), yes, Style.GOOD),
            Choice(text("consent.button.no"), no),
            Choice(text("consent.button.read_again"), ShowOffer(offer.id), Style.QUIET),
        ),
    )


def has_to_answer_first(turn: Turn) -> bool:
    """A check-in waits for how somebody is, or one of its questions is open."""
    check_in = turn.check_in_of(turn.incident)
    unanswered = turn.incident is not None and (check_in is None or check_in.standing.condition is None)
    return unanswered or turn.conversation.state not in _NO_CHECK_IN
