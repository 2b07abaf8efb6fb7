"""A report about somebody whom the sender is not tied to: 「隣がつぶれてる」. Kept in words, shown to staff at once."""

from bot.core.ask import Topic
from bot.core.conversation import State
from bot.core.events import TextSaid
from bot.core.ids import NoticeId
from bot.core.incidents import Incident
from bot.core.records import NoticeKind, NoticeRaised, Priority
from bot.core.replies import Card, Choice, Paragraph, Reply, Say, text
from bot.core.taps import StartReport
from bot.core.turn import Outcome, Turn
from bot.rules.emergency_call import not_119
from bot.rules.safety import is_distress

_MAX_WORDS = 500


def about_a_stranger(turn: Turn) -> Outcome:
    """Thanks, 119 where a life is at stake, and the question where it is; nothing is shown back."""
    urgent = turn.understanding is not None and is_distress(turn.understanding.condition)
    incident = turn.incident
    replies: tuple[Reply, ...] = (Say(text("neighbour.where")),)
    if urgent:
        replies = (
            not_119(turn.city, drill=bool(incident and incident.drill)),
            Say(text("neighbour.passed_on")),
            *replies,
        )
    return Outcome(
        conversation=turn.conversation.at(State.AWAITING_NAME, incident=incident.id if incident else None),
        replies=replies,
        records=(_notice(turn, incident, NoticeKind.RESCUE if urgent else NoticeKind.UNVERIFIED_REPORT),),
        drill=bool(incident and incident.drill),
        priority=Priority.URGENT if urgent else Priority.NORMAL,
    )


def more(turn: Turn) -> Topic[Outcome]:
    """Where it is and who: words for staff; then back to the sender's own safety."""
    yield from ()
    incident = turn.incident
    start = Choice(text("button.start_report"), StartReport())
    thanks = Card(text("neighbour.header"), (Paragraph(text("neighbour.thanks")),), text("neighbour.thanks"), (start,))
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(thanks,),
        records=(_notice(turn, incident, NoticeKind.UNVERIFIED_REPORT),),
        drill=bool(incident and incident.drill),
    )


def _notice(turn: Turn, incident: Incident | None, kind: NoticeKind) -> NoticeRaised:
    what = turn.event.what
    return NoticeRaised(
        id=NoticeId(turn.new_id("notice")),
        kind=kind,
        at=turn.now,
        drill=bool(incident and incident.drill),
        conversation=turn.conversation.id,
        incident=incident.id if incident else None,
        words=what.text[:_MAX_WORDS] if isinstance(what, TextSaid) else None,
    )
