"""Whoever is not linked to a person of the city has nothing to agree to here yet: how to get there, kindly."""

from bot.core.replies import Ask, Choice, Link, Style, text
from bot.core.taps import StartLinking
from bot.core.turn import Outcome, Turn
from bot.topics.consent.closing import without_offer


def handle(turn: Turn) -> Outcome:
    buttons = (
        Choice(text("consent.button.link"), StartLinking(), Style.GOOD),
        Link(text("button.call_city"), f"tel:{turn.city.phone}", Style.QUIET),
    )
    return Outcome(without_offer(turn.conversation), (Ask(text("consent.not_linked"), buttons),))
