"""「元気です」, 「少し気になる」: the answers to a greeting, and the contact's word after a telephone call."""

from zoneinfo import ZoneInfo

from bot.core.ask import Topic, ask
from bot.core.ids import PersonId
from bot.core.people import Person
from bot.core.quiet_days import QuietState
from bot.core.records import QuietDaysAnswered
from bot.core.replies import Ask, Choice, Link, Say, Style, text
from bot.core.requests import CircleOf, QuietDaysOf
from bot.core.taps import AnswerGreeting, AskHuman, QuietAnswer, ReportCondition, StartReport
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition
from bot.rules.quiet_silence import contact_in, may_hear


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
    """An old greeting is no answer to a check-in: whoever is asked in earnest is asked (promise 3)."""
    check_in = turn.check_in_of(turn.incident)
    is_asked = turn.incident is not None and (check_in is None or check_in.standing.condition is None)
    if is_asked:
        report = Choice(text("button.start_report"), StartReport())
        return Outcome(turn.conversation, (Ask(text("quiet.check_in_instead"), (report,)),))
    thanks = Say(text("quiet.thanks"))
    return Outcome(turn.conversation.idle(), (thanks,), (QuietDaysAnswered(person.id),), must_deliver=False)


def _worried(turn: Turn, person: Person) -> Outcome:
    """Nobody is told by itself; each way on is one tap."""
    id_ = turn.incident.id if turn.incident and not turn.incident.drill else None
    choices = (
        Choice(text("button.rescue"), ReportCondition(Condition.NEEDS_RESCUE, id_), Style.DANGER),
        Choice(text("button.human"), AskHuman()),
        Link(text("button.call_city"), f"tel:{turn.city.phone}"),
    )
    return Outcome(turn.conversation.idle(), (Ask(text("quiet.worried"), choices),), (QuietDaysAnswered(person.id),))


def _by_contact(turn: Turn, contact: Person, about: PersonId) -> Topic[Outcome]:
    """Only from the one who was told, as long as they may be told."""
    known = yield from ask(QuietDaysOf(about))
    circle = yield from ask(CircleOf(about))
    member = contact_in(circle, contact.id) if circle is not None else None
    is_theirs = known is not None and known.contact == contact.id
    if circle is None or member is None or not is_theirs:
        return Outcome(turn.conversation.idle(), (Say(text("family.nothing_to_show", phone=turn.city.phone)),))
    if may_hear(circle, member, turn.now, turn.city.disclosure) is None:
        return Outcome(turn.conversation.idle(), (Say(text("family.nothing_to_show", phone=turn.city.phone)),))
    return Outcome(turn.conversation.idle(), (Say(text("quiet.contact_thanks")),), (QuietDaysAnswered(about),))
