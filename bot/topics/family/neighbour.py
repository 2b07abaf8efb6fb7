"""A report about somebody whom the sender is not tied to: 「隣がつぶれてる」. Kept in words, shown to staff at once."""

from dataclasses import replace

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.events import ButtonTapped
from bot.core.incidents import Incident
from bot.core.records import NoticeKind, Priority
from bot.core.replies import Card, Choice, Paragraph, Say, text
from bot.core.taps import StartReport
from bot.core.turn import Outcome, Turn
from bot.rules.emergency_call import not_119
from bot.rules.incident_meant import incident_meant
from bot.rules.notice import notice, words_for_place
from bot.rules.safety import is_distress
from bot.topics.family.grave import is_grave


def about_a_stranger(turn: Turn) -> Outcome:
    """Thanks, 119 where a life is at stake, and the question where it is; nothing is shown back."""
    in_distress = turn.understanding is not None and is_distress(turn.understanding.condition)
    return _told(turn, incident_meant(turn), urgent=in_distress or is_grave(turn))


def more(turn: Turn) -> Topic[Outcome]:
    """Where it is and who: words for staff; then back to the sender's own safety."""
    yield from ()
    incident = incident_meant(turn)
    if isinstance(turn.event.what, ButtonTapped):
        return _told(turn, incident, urgent=True)
    told = notice(turn, NoticeKind.UNVERIFIED_REPORT, incident)
    start = Choice(text("button.start_report"), StartReport())
    thanks = Card(text("neighbour.header"), (Paragraph(text("neighbour.thanks")),), text("neighbour.thanks"), (start,))
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(thanks,),
        records=(replace(told, words=words_for_place(turn)),),
        drill=bool(incident and incident.drill),
    )


def _told(turn: Turn, incident: Incident | None, *, urgent: bool) -> Outcome:
    drill = bool(incident and incident.drill)
    where = Say(text("neighbour.where"))
    passed_on = (not_119(turn.city, drill=drill), Say(text("neighbour.passed_on")))
    return Outcome(
        conversation=turn.conversation.at(State.AWAITING_NAME, incident=incident.id if incident else None),
        replies=(*passed_on, where) if urgent else (where,),
        records=(notice(turn, NoticeKind.RESCUE if urgent else NoticeKind.UNVERIFIED_REPORT, incident),),
        drill=drill,
        priority=Priority.URGENT if urgent else Priority.NORMAL,
    )
