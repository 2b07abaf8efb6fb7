"""「元気です」, 「少し気になる」: the answers to a greeting, and the contact's word after a telephone call.

They are real in the middle of a drill too, and carry no mark of it, but where they lead to the drill's own question.
"""

from zoneinfo import ZoneInfo

from bot.core.ask import Topic, ask
from bot.core.conversation import Conversation, State
from bot.core.ids import PersonId
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.quiet_days import QuietState
from bot.core.records import QuietDaysAnswered
from bot.core.replies import Ask, Choice, Link, Say, Style, text
from bot.core.requests import CircleOf, FollowedBy, QuietDaysOf
from bot.core.taps import (
    AnswerGreeting,
    AskHumanForReal,
    ChooseRelative,
    QuietAnswer,
    ReportCondition,
    ReportForReal,
    StartReport,
)
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.quiet_silence import contact_in, may_hear

_OF_A_CALL = frozenset({State.AWAITING_PLACE, State.AWAITING_STILL_IN_DANGER})


def handle(turn: Turn, person: Person, answered: AnswerGreeting) -> Topic[Outcome]:
    if answered.about is not None and answered.about != person.id:
        return (yield from _by_contact(turn, person, answered.about))
    if answered.answer is QuietAnswer.WORRIED:
        return _worried(turn, person)
    return _well(turn, person)


def in_words(turn: Turn) -> Topic[Outcome | None]:
    """「元気です」 of somebody who was greeted today. None: no greeting was meant; it is a report like any other."""
    if turn.person is None:
        return None
    known = yield from ask(QuietDaysOf(turn.person.id))
    today = turn.now.astimezone(ZoneInfo(turn.city.time_zone)).date()
    if known is None or known.state is not QuietState.ON or known.greeted_on != today:
        return None
    return _well(turn, turn.person)


def _well(turn: Turn, person: Person) -> Outcome:
    """An old greeting is no answer to a check-in, and ends no call for help: whoever called is asked (promise 3)."""
    if turn.conversation.state in _OF_A_CALL and turn.conversation.about is None:
        called_in = turn.incident_with(turn.conversation.incident)
        return Outcome(turn.conversation, (_still_in_danger(called_in),), drill=_is_drill(called_in))
    if _is_asked(turn):
        report = Choice(text("button.start_report"), StartReport())
        instead = Ask(text("quiet.check_in_instead"), (report,))
        return Outcome(turn.conversation, (instead,), drill=_is_drill(turn.incident))
    thanks = Say(text("quiet.thanks"))
    return Outcome(_left(turn), (thanks,), (QuietDaysAnswered(person.id),), must_deliver=False)


def _is_drill(incident: Incident | None) -> bool:
    return incident is not None and incident.drill


def _is_asked(turn: Turn) -> bool:
    """In a real incident whatever was answered already: it may be a call for help. In a drill until it is answered."""
    check_in = turn.check_in_of(turn.incident)
    answered = check_in is not None and check_in.standing.condition is not None
    return turn.incident is not None and not (turn.incident.drill and answered)


def _left(turn: Turn) -> Conversation:
    """What is open of a check-in or of a call for help stays open; any other question is over."""
    is_open = _is_asked(turn) or turn.conversation.state in _OF_A_CALL
    return turn.conversation if is_open else turn.conversation.idle()


def _still_in_danger(incident: Incident | None) -> Ask:
    """Outside every incident the call lives in the open question alone: that stays as it is."""
    still = ReportForReal() if incident is None else ReportCondition(Condition.NEEDS_RESCUE, incident.id)
    over = ReportCondition(Condition.SAFE, incident.id if incident else None)
    choices = (
        Choice(text("button.still_in_danger"), still, Style.DANGER),
        Choice(text("button.danger_is_over"), over, Style.GOOD),
    )
    return Ask(text("rescue.still_in_danger"), choices)


def _worried(turn: Turn, person: Person) -> Outcome:
    """Nobody is told by itself; each way on is one tap. A greeting is no drill's: nor is a call for help after it."""
    choices = (
        Choice(text("button.rescue"), ReportForReal(), Style.DANGER),
        Choice(text("button.human"), AskHumanForReal()),
        Link(text("button.call_city"), f"tel:{turn.city.phone}"),
    )
    return Outcome(_left(turn), (Ask(text("quiet.worried"), choices),), (QuietDaysAnswered(person.id),))


def _by_contact(turn: Turn, contact: Person, about: PersonId) -> Topic[Outcome]:
    """Only from the one who was told, as long as they may be. In a real incident they can answer for the person."""
    known = yield from ask(QuietDaysOf(about))
    circle = yield from ask(CircleOf(about))
    member = contact_in(circle, contact.id) if circle is not None else None
    is_theirs = known is not None and known.contact == contact.id
    if circle is None or member is None or not is_theirs:
        return Outcome(_left(turn), (Say(text("family.nothing_to_show", phone=turn.city.phone)),))
    if may_hear(circle, member, turn.now, turn.city.disclosure) is None:
        return Outcome(_left(turn), (Say(text("family.nothing_to_show", phone=turn.city.phone)),))
    followed = yield from ask(FollowedBy(contact.id))
    incidents = [one for each in followed if each.person.id == about for one in each.incidents if not one.drill]
    if incidents:
        answer = Choice(text("button.for_family"), ChooseRelative(about, incidents[0].id))
        return Outcome(turn.conversation, (Ask(text("quiet.check_in_instead"), (answer,)),))
    return Outcome(_left(turn), (Say(text("quiet.contact_thanks")),), (QuietDaysAnswered(about),))
