"""A call for help in the group: staff hear of it at once, and the group hears 119; nothing is recorded of anybody."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.incidents import Incident
from bot.core.records import NoticeKind, NoticeRaised, Priority
from bot.core.replies import Ask, text
from bot.core.requests import Speaker, SpeakerOf
from bot.core.turn import Outcome, Turn
from bot.core.understanding import About, Condition
from bot.rules.emergency_call import CALL_119
from bot.rules.incident_meant import only_denies_drill
from bot.rules.notice import notice
from bot.topics.group.chat_button import chat_button
from bot.topics.group.own_incident import concerning, meant


def is_heard(turn: Turn) -> bool:
    """Sure or not; and 「訓練ではありません」 alone, while there is a drill.

    An injury counts while an incident is open: in ordinary talk people have had injuries.
    """
    heard = turn.understanding
    if heard is None:
        return False
    if only_denies_drill(turn) and any(each.drill for each in turn.incidents):
        return True
    if heard.condition is Condition.NEEDS_RESCUE:
        return True
    return heard.condition is Condition.INJURED and bool(concerning(turn))


def passed_on(turn: Turn) -> Topic[Outcome]:
    speaker = yield from ask(SpeakerOf(turn.event.speaker)) if turn.event.speaker else _nobody()
    chat = yield from chat_button()
    incident = meant(turn)
    drill = bool(incident and incident.drill)
    words = text("group.distress.drill" if drill else "group.distress", phone=turn.city.phone)
    return Outcome(
        conversation=turn.conversation,
        replies=(Ask(words, (CALL_119, *chat)),),
        records=(_notice(turn, speaker, incident),),
        drill=drill,
        priority=Priority.URGENT,
    )


def _notice(turn: Turn, speaker: Speaker, incident: Incident | None) -> NoticeRaised:
    """With the words, and with the private chat of whoever wrote them, so that staff can ring or write to them."""
    of_oneself = turn.understanding is not None and turn.understanding.about is About.SELF
    about = speaker.person.id if speaker.person and of_oneself else None
    raised = notice(turn, NoticeKind.POSSIBLE_DISTRESS, incident, about)
    return replace(raised, conversation=turn.event.speaker or turn.conversation.id)


def _nobody() -> Topic[Speaker]:
    yield from ()
    return Speaker()
