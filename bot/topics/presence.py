"""Comings and goings: added as a friend, blocked, removed from a group, a message taken back, an account linked."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.audience import Fit
from bot.core.conversation import Conversation, Reach, State
from bot.core.elders import needs_time
from bot.core.events import FollowEnded, FollowStarted, GroupLeft, MessageUnsent
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.records import MessageRetracted, ReachChanged
from bot.core.replies import Button, Card, Choice, Link, Paragraph, Reply, Style, text
from bot.core.requests import DistrictsNamed, FollowedBy
from bot.core.taps import AskHelp, ChooseLanguage, StartLinking, StartReport
from bot.core.turn import Outcome, Turn
from bot.rules.fitting import fit_of
from bot.rules.going import GOERS
from bot.rules.opening_message import opening_words


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
    said = opening_words(incident, turn.city, concerned)
    asked = said((yield from _fit(turn, incident))) if callable(said) else said
    return replace(
        opened,
        conversation=opened.conversation.at(State.AWAITING_CONDITION, incident=incident.id),
        replies=(*opened.replies, *asked),
        drill=incident.drill,
    )


def _fit(turn: Turn, incident: Incident) -> Topic[Fit]:
    """As for those who are asked without writing first (bot.storage.asking); of sites nothing is said here."""
    person = turn.person
    if person is None:
        return Fit(turn.conversation.language)
    followed = yield from ask(FollowedBy(person.id))
    helpers = (each for each in followed if each.relation.confirmed and each.relation.kind in GOERS)
    helped = (each.person for each in helpers if not each.person.disclosure_block)
    fit = fit_of(
        person.district,
        called=_is_called(turn, incident, person),
        helps=incident.concerns(person.district) and any(_is_called(turn, incident, each) for each in helped),
    )
    return replace(fit, language=turn.conversation.language)


def _is_called(turn: Turn, incident: Incident, person: Person) -> bool:
    born_by = turn.city.elders.born_by(incident.opened_at)
    needs = needs_time(support_needed=person.support_needed, birthdate=person.birthdate, born_by=born_by)
    return needs and incident.concerns(person.district)


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
