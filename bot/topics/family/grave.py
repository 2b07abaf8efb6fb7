"""「母が亡くなりました」, 「祖母が流されました」: staff read it at once; nobody is asked in return how they are."""

from dataclasses import replace

from bot.core.events import TextSaid
from bot.core.incidents import Incident
from bot.core.records import NoticeKind, NoticeRaised, Priority
from bot.core.replies import Say, text
from bot.core.turn import Outcome, Turn
from bot.rules.calling import Relative
from bot.rules.grave_words import tells_of_a_life, tells_of_death, tells_of_nothing_else
from bot.rules.notice import notice


def is_grave(turn: Turn) -> bool:
    what = turn.event.what
    return isinstance(what, TextSaid) and tells_of_a_life(what.text)


def is_of_nothing_else(turn: Turn) -> bool:
    """Nothing of how anybody else is stands beside it."""
    what = turn.event.what
    return isinstance(what, TextSaid) and tells_of_nothing_else(what.text)


def passed_on(turn: Turn, relative: Relative) -> Outcome:
    """Nothing is asked in return: staff will call."""
    incident = relative.incident
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(_heard(turn),),
        records=(_for_staff(turn, relative, incident),),
        drill=bool(incident and incident.drill),
        priority=Priority.URGENT,
    )


def with_staff_told(turn: Turn, relative: Relative, outcome: Outcome) -> Outcome:
    """Beside what was recorded of the same person, or of another."""
    records = (*outcome.records, _for_staff(turn, relative, relative.incident))
    return replace(outcome, replies=(_heard(turn), *outcome.replies), records=records, priority=Priority.URGENT)


def _for_staff(turn: Turn, relative: Relative, incident: Incident | None) -> NoticeRaised:
    return notice(turn, NoticeKind.POSSIBLE_DISTRESS, incident, relative.followed.person.id)


def _heard(turn: Turn) -> Say:
    what = turn.event.what
    is_of_a_death = isinstance(what, TextSaid) and tells_of_death(what.text)
    return Say(text("grave.death" if is_of_a_death else "grave.lost", phone=turn.city.phone))
