"""What is said to an offer. Silence, an unrelated はい or an answer to other words is never a consent."""

from bot.core.conversation import Offered
from bot.core.offers import Offer
from bot.core.replies import Say, text
from bot.core.requests import Circle
from bot.core.taps import Answer, AnswerOffer
from bot.core.turn import Outcome, Turn
from bot.rules.offer_state import missing
from bot.topics.consent.closing import without_offer
from bot.topics.consent.giving import given, refused
from bot.topics.consent.showing import show, with_list


def answer(turn: Turn, circle: Circle, said: AnswerOffer) -> Outcome:
    """A yes counts for the words that were shown here, and only while they are the city's words of today."""
    offer, offered = turn.city.offer(said.offer), turn.conversation.offered
    if offer is None or offered is None or not _are_the_same_words(offer, offered, said):
        return _to_other_words(turn, circle, said)
    grants = missing(offer, circle.consents, turn.now)
    if not grants:
        return with_list(turn, circle, text("consent.offer.already"))
    return (given if said.answer is Answer.YES else refused)(turn, circle, offer, grants, offered)


def _are_the_same_words(offer: Offer, offered: Offered, said: AnswerOffer) -> bool:
    return (offer.id, offer.version) == (offered.offer, offered.version) == (said.offer, said.version)


def _to_other_words(turn: Turn, circle: Circle, said: AnswerOffer) -> Outcome:
    """They changed since, or were not shown here: they are shown now. A no to them changes nothing."""
    if said.answer is Answer.NO:
        return Outcome(without_offer(turn.conversation), (Say(text("consent.no.as_it_was")),))
    shown = show(turn, circle, said.offer)
    if shown.conversation.offered == turn.conversation.offered:
        return shown
    return Outcome(shown.conversation, (Say(text("consent.offer.read_first")), *shown.replies))
