"""「お母さんに、もう一度聞いてください」: the question goes out once more, now in the relative's name."""

from datetime import datetime

from bot.core.ask import Topic, ask
from bot.core.events import ButtonTapped
from bot.core.going import NUDGE_REST
from bot.core.incidents import Incident
from bot.core.people import Person
from bot.core.records import Message, Nudged
from bot.core.replies import Ask, Choice, Say, Text, text
from bot.core.requests import FollowedBy, LastNudgeOf
from bot.core.taps import AskAboutFamily, Nudge
from bot.core.turn import Outcome, Turn
from bot.rules.calling import Relative, relatives
from bot.rules.going import GOERS
from bot.rules.kinship import meant, polite
from bot.rules.reminding import reminder
from bot.topics.family.worrying import condition_shown, standing_of

_SHORTEST = 2
"""The form of the reminder with two buttons: safe, or help."""
_MAX_CHOICES = 8


def handle(turn: Turn) -> Topic[Outcome | None]:
    """None: nobody of theirs can be meant, and it was said in words."""
    if turn.person is None:
        return None
    followed = yield from ask(FollowedBy(turn.person.id))
    visible = relatives(turn, turn.person, followed)
    wanted = _wanted(turn, tuple(each for each in visible if each.followed.relation.kind in GOERS))
    silent = tuple(each for each in wanted if _is_silent(each) and _may_know(turn, turn.person, each))
    if len(silent) > 1:
        return _who(turn, silent)
    if silent and (incident := silent[0].incident) is not None:
        return (yield from _again(turn, turn.person, silent[0], incident))
    is_meant = wanted or isinstance(turn.event.what, ButtonTapped)
    return _not_asked(turn, turn.person, wanted) if is_meant else None


def _wanted(turn: Turn, visible: tuple[Relative, ...]) -> tuple[Relative, ...]:
    what = turn.event.what
    if isinstance(what, ButtonTapped):
        person = what.tap.person if isinstance(what.tap, Nudge) else None
        return tuple(each for each in visible if each.followed.person.id == person)
    named = meant(turn.understanding, tuple(each.followed for each in visible))
    return tuple(each for each in visible if each.followed in named)


def _is_silent(relative: Relative) -> bool:
    check_in = relative.followed.check_in_of(relative.incident)
    return check_in is not None and check_in.standing.condition is None


def _may_know(turn: Turn, asker: Person, relative: Relative) -> bool:
    """Whoever may not hear of the silence cannot end it either: that it was possible would give it away."""
    return condition_shown(turn, asker, relative) is not None


def _who(turn: Turn, silent: tuple[Relative, ...]) -> Outcome:
    offered = silent[:_MAX_CHOICES]
    choices = tuple(
        Choice(each.called, Nudge(each.followed.person.id, each.incident.id if each.incident else None))
        for each in offered
    )
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(Ask(text("family.who"), choices),),
        disclosures=tuple(each.disclosure for each in offered if each.disclosure),
        drill=all(each.incident and each.incident.drill for each in offered),
    )


def _not_asked(turn: Turn, asker: Person, wanted: tuple[Relative, ...]) -> Outcome:
    """How they are is behind the button, as far as they agreed; that there is news, only who may know it hears."""
    see = tuple(Choice(text("told.see"), AskAboutFamily(each.followed.person.id)) for each in wanted[:1])
    answered = (each for each in wanted if standing_of(each).condition is not None)
    shown = tuple(row for each in answered if (row := condition_shown(turn, asker, each)) is not None)
    if wanted and len(shown) == len(wanted):
        drill = all(each.incident and each.incident.drill for each in wanted)
        return Outcome(turn.conversation.idle(), (Ask(text("nudge.news_stands"), see),), disclosures=shown, drill=drill)
    drill = bool(turn.incident and turn.incident.drill)
    return Outcome(turn.conversation.idle(), (Ask(text("nudge.cannot_ask"), see),), drill=drill)


def _again(turn: Turn, asker: Person, relative: Relative, incident: Incident) -> Topic[Outcome]:
    row = condition_shown(turn, asker, relative)
    shown = () if row is None else (row,)
    last = yield from ask(LastNudgeOf(relative.followed.person.id, incident.id))
    if last is not None and turn.now < last + NUDGE_REST:
        said = Say(text("nudge.rests", at=last))
        return Outcome(turn.conversation.idle(), (said,), disclosures=shown, drill=incident.drill)
    person = relative.followed.person.id
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(Say(text("nudge.sent", person=relative.called)),),
        records=(Nudged(turn.new_id("nudge"), person, asker.id, incident.id, turn.now),),
        messages=(_message(turn, relative, incident),),
        disclosures=shown,
        drill=incident.drill,
    )


def _message(turn: Turn, relative: Relative, incident: Incident) -> Message:
    return Message(
        to=relative.followed.person.id,
        replies=(Say(_worried(relative)), *reminder(incident, turn.city, _SHORTEST)),
        drill=incident.drill,
        incident=incident.id,
        once=f"nudge {relative.followed.person.id} {incident.id} {_slot(turn.now)}",
    )


def _slot(now: datetime) -> int:
    """Two relatives at the same moment make one message."""
    return int(now.timestamp() // NUDGE_REST.total_seconds())


def _worried(relative: Relative) -> Text:
    """「娘さんが心配しています」: in the person's own word for them."""
    word = polite(relative.followed.relation.label)
    return text("nudge.somebody_worried") if word is None else text("nudge.worried", who=word)
