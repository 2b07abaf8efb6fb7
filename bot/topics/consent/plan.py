"""The offer about evacuation plans, asked for only when somebody wants one (standards.md 2.6)."""

from bot.core.ask import Topic, ask
from bot.core.consents import Purpose
from bot.core.offers import Offer
from bot.core.replies import Say, text
from bot.core.requests import Circle, CircleOf
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Intent
from bot.rules.offer_state import missing
from bot.rules.offering import has_to_answer_first, present


def wants_plan(turn: Turn) -> bool:
    """In words, by somebody who is linked, where no question of a check-in waits."""
    understood = turn.understanding
    asks = understood is not None and understood.intent is Intent.PLAN
    return asks and turn.person is not None and _offer(turn) is not None and not has_to_answer_first(turn)


def offered_plan(turn: Turn) -> Topic[Outcome | None]:
    """The words and the question; None where the making is agreed to already, and staff take it from there."""
    offer = _offer(turn)
    circle = (yield from ask(CircleOf(turn.person.id))) if turn.person is not None else None
    if offer is None or circle is None or not _lacks_drafting(turn, offer, circle):
        return None
    replies, conversation = present(turn, offer)
    return Outcome(conversation, (Say(text("consent.plan.first")), *replies))


def _lacks_drafting(turn: Turn, offer: Offer, circle: Circle) -> bool:
    """Whoever said no, or stopped it, and asks for a plan now, may read it again."""
    return any(each.purpose is Purpose.PLAN_DRAFTING for each in missing(offer, circle.consents, turn.now))


def _offer(turn: Turn) -> Offer | None:
    drafts = (each for each in turn.city.offers if any(g.purpose is Purpose.PLAN_DRAFTING for g in each.grants))
    return next(drafts, None)
