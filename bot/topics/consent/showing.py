"""An offer on the screen: its words and its question, or the question once more."""

from dataclasses import replace

from bot.core.conversation import State
from bot.core.replies import Say, Text, text
from bot.core.requests import Circle
from bot.core.turn import Outcome, Turn
from bot.rules.offer_state import is_base, missing
from bot.rules.offering import present, question
from bot.topics.consent.closing import shut
from bot.topics.consent.listing import list_of_consents


def show(turn: Turn, circle: Circle, id_: str | None = None) -> Outcome:
    """The offer of this id; without one the base offer, as long as something of it is not agreed to."""
    bases = (each for each in turn.city.offers if is_base(each) and missing(each, circle.consents, turn.now))
    offer = turn.city.offer(id_) if id_ is not None else next(bases, None)
    if offer is None:
        return with_list(turn, circle, text("consent.offer.nothing"))
    if not missing(offer, circle.consents, turn.now):
        return with_list(turn, circle, text("consent.offer.already"))
    replies, conversation = present(turn, offer)
    return Outcome(conversation, replies)


def with_list(turn: Turn, circle: Circle, words: Text) -> Outcome:
    """A sentence, and below it what stands."""
    return Outcome(shut(turn.conversation), (Say(words), *list_of_consents(turn, circle)))


def ask_once_more(turn: Turn, words: Text) -> Outcome | None:
    """The question of the offer that was shown last; None where its words are of another version by now."""
    offered = turn.conversation.offered
    offer = turn.city.offer(offered.offer) if offered is not None else None
    if offered is None or offer is None or offer.version != offered.version:
        return None
    return Outcome(turn.conversation.at(State.AWAITING_CONSENT), (question(offer, words),))


def shown_anew(turn: Turn, outcome: Outcome) -> Outcome:
    """In the language that was just chosen: what was read in another one is not agreed to in this one."""
    offered = turn.conversation.offered
    offer = turn.city.offer(offered.offer) if offered is not None else None
    if offer is None:
        return outcome
    replies, conversation = present(replace(turn, conversation=outcome.conversation), offer)
    return replace(outcome, replies=(*outcome.replies, *replies), conversation=conversation)
