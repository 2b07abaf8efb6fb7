"""What nothing else took: an unknown kind of message, or words that mean nothing to us. Never silence."""

from bot.core.ask import Topic
from bot.core.replies import Ask, Choice, Link, Style, text
from bot.core.taps import AskHelp, AskHuman, StartReport
from bot.core.turn import Outcome, Turn


def handle(turn: Turn) -> Topic[Outcome]:
    yield from ()
    buttons = (
        Choice(text("button.start_report"), StartReport(), Style.GOOD),
        Choice(text("button.help"), AskHelp()),
        Choice(text("button.human"), AskHuman(), Style.QUIET),
        Link(text("button.call_city"), f"tel:{turn.city.phone}", Style.QUIET),
    )
    drill = bool(turn.incident and turn.incident.drill)
    return Outcome(turn.conversation, (Ask(text("fallback.not_understood"), buttons),), drill=drill)
