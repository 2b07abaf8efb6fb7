"""Comings and goings: added as a friend, blocked, removed from a group, a message taken back, an account linked."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.audience import Fit
from bot.core.conversation import Conversation, Reach, State
from bot.core.events import FollowEnded, FollowStarted, GroupLeft, MessageUnsent
from bot.core.records import MessageRetracted, ReachChanged
from bot.core.replies import Button, Card, Choice, Link, Paragraph, Reply, Style, text
from bot.core.requests import DistrictsNamed
from bot.core.taps import AskHelp, ChooseLanguage, StartLinking, StartReport
from bot.core.turn import Outcome, Turn
from bot.rules.opening_message import opening_message


def handle(turn: Turn) -> Topic[Outcome]:
    match turn.event.what:
        case FollowStarted():
            return (yield from _welcome(turn))
        case FollowEnded():
            return _reached(turn, Reach.BLOCKED, ())
        case GroupLeft():
            left = _reached(turn, Reach.BLOCKED, ())
            return replace(left, conversation=replace(left.conversation, district=None))
        case MessageUnsent(message):
            return Outcome(turn.conversation, records=(MessageRetracted(turn.conversation.id, message),))
        case _:
            return Outcome(turn.conversation)


def _reached(turn: Turn, reach: Reach, replies: tuple[Reply, ...]) -> Outcome:
    return Outcome(_open(turn, reach), replies, records=(ReachChanged(turn.conversation.id, reach),))


def _open(turn: Turn, reach: Reach) -> Conversation:
    return replace(turn.conversation, reach=reach).idle()


def _welcome(turn: Turn) -> Topic[Outcome]:
    """Who we are; and, where a check-in is running, its question at once, by reply (line.md 10.6)."""
    incident = turn.incident
    if incident is None:
        return _reached(turn, Reach.OPEN, (_greeting(turn, _menu(turn)),))
    opened = _reached(turn, Reach.OPEN, (_greeting(turn, ()),))
    districts = yield from ask(DistrictsNamed())
    concerned = tuple(each for each in districts if each.id in incident.districts)
    asked = opening_message(incident, turn.city, concerned, _fit(turn))
    return replace(
        opened,
        conversation=opened.conversation.at(State.AWAITING_CONDITION, incident=incident.id),
        replies=(*opened.replies, *asked),
        drill=incident.drill,
    )


def _fit(turn: Turn) -> Fit:
    return Fit(turn.conversation.language, leaving=turn.person is not None and turn.person.support_needed)


def _greeting(turn: Turn, buttons: tuple[Button, ...]) -> Card:
    linked = "welcome.linked" if turn.person or turn.sharers else "welcome.not_linked"
    return Card(
        header=text("welcome.header", city=turn.city.name),
        blocks=(Paragraph(text("welcome.what")), Paragraph(text(linked))),
        alert=text("welcome.header", city=turn.city.name),
        buttons=buttons,
    )


def _link(turn: Turn) -> tuple[Button, ...]:
    """The way to one's name, for an account that is nobody's yet."""
    is_somebodys = turn.person is not None or turn.sharers
    return () if is_somebodys else (Choice(text("linking.button.start"), StartLinking()),)


def _menu(turn: Turn) -> tuple[Button, ...]:
    return (
        Choice(text("button.start_report"), StartReport(), Style.GOOD),
        *_link(turn),
        Choice(text("button.help"), AskHelp()),
        Choice(text("button.language"), ChooseLanguage(), Style.QUIET),
        Link(text("button.call_city"), f"tel:{turn.city.phone}", Style.QUIET),
    )
