"""「いま向かっています」: kept, told to the others who may know, and taken back by 「行けなくなりました」."""

from dataclasses import replace

from bot.core.ask import Topic, ask
from bot.core.consents import Disclosure
from bot.core.events import ButtonTapped
from bot.core.going import GOING_LASTS, Going
from bot.core.people import Person
from bot.core.records import GoingStated, GoingTakenBack, Message
from bot.core.replies import Ask, Choice, Say, Style, text
from bot.core.requests import CircleOf, FollowedBy
from bot.core.taps import ReportCondition, ReportForReal, ReportWhereabouts, SayGoing, TakeBackGoing
from bot.core.turn import Outcome, Turn
from bot.core.understanding import Condition, Whereabouts
from bot.rules.calling import Relative, relatives
from bot.rules.going import GOERS, told_of_going, under_way
from bot.rules.kinship import meant
from bot.topics.family.going_signs import is_on_the_way_to_them, names_somebody, says_cannot_go
from bot.topics.family.worrying import standing_of, worrying

_MAX_CHOICES = 8


def handle(turn: Turn) -> Topic[Outcome | None]:
    """None: the words meant something else after all."""
    if turn.person is None:
        return None
    followed = yield from ask(FollowedBy(turn.person.id))
    visible = relatives(turn, turn.person, followed)
    wanted = _wanted(turn, tuple(each for each in visible if each.followed.relation.kind in GOERS))
    if says_cannot_go(turn):
        return (yield from _take_back(turn, turn.person, wanted))
    if not wanted:
        return _unknown(turn) if isinstance(turn.event.what, ButtonTapped) else None
    shown: tuple[Disclosure, ...] = ()
    if not (isinstance(turn.event.what, ButtonTapped) or names_somebody(turn) or is_on_the_way_to_them(turn)):
        wanted, shown = worrying(turn, turn.person, wanted)
    if len(wanted) == 1 and not _may_be_fleeing(turn):
        return _with(shown, (yield from _state(turn, turn.person, _in_earnest(turn, wanted[0]))))
    return _with(shown, _where_to(turn, wanted))


def _with(shown: tuple[Disclosure, ...], outcome: Outcome) -> Outcome:
    """One row a person: what is `shown` holds the name as well."""
    people = {each.about for each in shown}
    others = tuple(each for each in outcome.disclosures if each.about not in people)
    return replace(outcome, disclosures=(*shown, *others))


def _wanted(turn: Turn, visible: tuple[Relative, ...]) -> tuple[Relative, ...]:
    """Whom the button names; whom the words name, or the open question is about; else all."""
    what = turn.event.what
    if isinstance(what, ButtonTapped):
        person = what.tap.person if isinstance(what.tap, SayGoing | TakeBackGoing) else None
        return tuple(each for each in visible if each.followed.person.id == person)
    if is_on_the_way_to_them(turn):
        return tuple(each for each in visible if each.followed.person.id == turn.conversation.about)
    named = meant(turn.understanding, tuple(each.followed for each in visible))
    return tuple(each for each in visible if each.followed in named)


def _may_be_fleeing(turn: Turn) -> bool:
    """「いま向かっています」 of somebody who was asked themselves and has said nothing yet: perhaps to a shelter."""
    if isinstance(turn.event.what, ButtonTapped) or names_somebody(turn) or is_on_the_way_to_them(turn):
        return False
    check_in = turn.check_in_of(turn.incident)
    return turn.incident is not None and (check_in is None or check_in.standing.condition is None)


def _unknown(turn: Turn) -> Outcome:
    nothing = Say(text("family.nothing_to_show", phone=turn.city.phone))
    return Outcome(turn.conversation.idle(), (nothing,), drill=bool(turn.incident and turn.incident.drill))


def _in_earnest(turn: Turn, relative: Relative) -> Relative:
    """A button that names no incident was shown on a quiet day: a drill that began since does not make it its own."""
    what = turn.event.what
    names_none = isinstance(what, ButtonTapped) and isinstance(what.tap, SayGoing) and what.tap.incident is None
    is_in_drill = relative.incident is not None and relative.incident.drill
    return replace(relative, incident=None) if names_none and is_in_drill else relative


def _where_to(turn: Turn, wanted: tuple[Relative, ...]) -> Outcome:
    """One question; somebody on the way to safety finds their own answer among the buttons."""
    offered = wanted[:_MAX_CHOICES]
    choices = tuple(
        Choice(each.called, SayGoing(each.followed.person.id, each.incident.id if each.incident else None))
        for each in offered
    )
    own: tuple[Choice, ...] = ()
    if _may_be_fleeing(turn) and turn.incident is not None:
        own = (Choice(text("button.evacuating"), ReportWhereabouts(Whereabouts.EVACUATING, turn.incident.id)),)
    incidents = [each.incident for each in offered if each.incident] + ([turn.incident] if turn.incident else [])
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(Ask(text("going.where_to"), (*choices, *own)),),
        disclosures=tuple(each.disclosure for each in offered if each.disclosure),
        drill=bool(incidents) and all(each.drill for each in incidents),
    )


def _state(turn: Turn, goer: Person, relative: Relative) -> Topic[Outcome]:
    incident, standing = relative.incident, standing_of(relative)
    id_ = incident.id if incident else None
    known = next(
        (each for each in under_way(relative.followed.going, id_, standing, turn.now) if each.goer == goer.id), None
    )
    going = known or _new(turn, goer, relative)
    outcome = Outcome(
        conversation=turn.conversation.idle(),
        replies=(Say(text("going.own_safety_first")), _heard(relative, going, is_known=known is not None)),
        disclosures=(relative.disclosure,) if relative.disclosure else (),
        drill=going.drill,
    )
    circle = yield from ask(CircleOf(relative.followed.person.id))
    if known or circle is None:
        return outcome
    told = told_of_going(circle, going, standing, turn.now, turn.city.disclosure)
    return replace(outcome, records=(GoingStated(going),), messages=told)


def _new(turn: Turn, goer: Person, relative: Relative) -> Going:
    relation, incident = relative.followed.relation, relative.incident
    return Going(
        id=turn.new_id("going"),
        about=relation.person,
        goer=goer.id,
        kind=relation.kind,
        label=relation.label,
        incident=incident.id if incident else None,
        drill=bool(incident and incident.drill),
        said_at=turn.now,
        until=turn.now + GOING_LASTS,
        hidden=goer.disclosure_block,
    )


def _heard(relative: Relative, going: Going, *, is_known: bool) -> Ask:
    """What was understood, and the buttons for when they have arrived."""
    words = "going.heard.alone" if going.hidden else "going.heard.again" if is_known else "going.heard"
    id_, about = going.incident, going.about
    rescue = ReportForReal(about) if id_ is None else ReportCondition(Condition.NEEDS_RESCUE, id_, about)
    return Ask(
        text(words, person=relative.called),
        (
            Choice(text("button.other.safe"), ReportCondition(Condition.SAFE, id_, about), Style.GOOD),
            Choice(text("button.other.injured"), ReportCondition(Condition.INJURED, id_, about), Style.WARNING),
            Choice(text("button.other.rescue"), rescue, Style.DANGER),
            Choice(text("button.cannot_go"), TakeBackGoing(about), Style.QUIET),
        ),
    )


def _take_back(turn: Turn, goer: Person, wanted: tuple[Relative, ...]) -> Topic[Outcome | None]:
    """All ways of the goer to those meant; None where they were on none, and wrote of something else."""
    own = [(each, way) for each in wanted for way in each.followed.going if way.goer == goer.id]
    if not own:
        not_going = Outcome(turn.conversation.idle(), (Say(text("going.was_on_none")),), must_deliver=False)
        return not_going if isinstance(turn.event.what, ButtonTapped) else None
    messages: list[Message] = []
    for relative, going in own:
        circle = yield from ask(CircleOf(relative.followed.person.id))
        still = under_way((going,), going.incident, standing_of(relative), turn.now)
        if circle is not None and still:
            ended = replace(going, ended_at=turn.now)
            messages += told_of_going(circle, ended, standing_of(relative), turn.now, turn.city.disclosure)
    return Outcome(
        conversation=turn.conversation.idle(),
        replies=(Say(text("going.taken_back.heard")),),
        records=tuple(GoingTakenBack(each, goer.id, turn.now) for each in dict.fromkeys(way.about for _, way in own)),
        messages=tuple(messages),
        drill=all(each.drill for _, each in own),
    )
